import { membersOf } from '../../analysis/conflicts.ts';
import { countBelow } from '../../analysis/overview/conflictSpans.ts';
import type { Scene } from '../../analysis/overview/scene.ts';
import { placeOf } from '../shown.ts';
import type { OverviewConflict } from './model.ts';

/** Where a conflict lies on the axis; null for one that has no place there. O(conflicts). */
export function overviewConflict(scene: Scene, conflict: number): OverviewConflict | null {
	const index = scene.spans.conflict.indexOf(conflict);
	return index < 0 ? null : conflictAt(scene, index);
}

/**
 * The conflict that opens next after (before) another one, or after (before) a position where there is none; round the end. Null
 * without any. O(conflicts).
 */
export function nextConflict(
	scene: Scene,
	{ conflict, from, direction }: { conflict: number | null; from: number; direction: 1 | -1 },
): OverviewConflict | null {
	const { spans } = scene;
	if (spans.count === 0) return null;
	const known = conflict === null ? -1 : spans.conflict.indexOf(conflict);
	const below = countBelow(spans.start, from);
	const next = known >= 0 ? known + direction : direction > 0 ? below : below - 1;
	return conflictAt(scene, (next + spans.count) % spans.count);
}

function conflictAt({ analysis, spans }: Scene, index: number): OverviewConflict {
	const { conflicts, versions, trace } = analysis;
	const conflict = spans.conflict[index] as number;
	const events = Array.from(membersOf(conflicts, conflict), (version) => versions.event[version] as number);
	return {
		conflict,
		start: spans.start[index] as number,
		end: spans.end[index] as number,
		open: spans.open[index] === 1,
		key: trace.keys.text(conflicts.key[conflict] as number),
		index: index + 1,
		total: spans.count,
		at: placeOf(
			trace,
			events.reduce((a, b) => Math.min(a, b)),
		),
	};
}
