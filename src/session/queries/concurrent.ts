import { membersOf } from '../../analysis/conflicts.ts';
import type { TraceView } from '../traceView.ts';

/** Of a conflict with very many versions, no more than these around a version are compared with it. */
const COMPARED = 2000;

export interface Concurrent {
	/** The versions concurrent to it, the nearest in visiting order first, at most as many as were asked for. */
	versions: number[];
	/** How many there are; at least so many where `exact` is false. */
	total: number;
	exact: boolean;
}

/** The versions of its conflict that are concurrent to a version. Bounded however large the conflict is. */
export function concurrentTo(view: TraceView, version: number, limit: number): Concurrent {
	const { versions, conflicts } = view.analysis;
	const conflict = versions.conflict[version] as number;
	if (conflict < 0) return { versions: [], total: 0, exact: true };
	const members = membersOf(conflicts, conflict);
	const place = members.indexOf(version);
	const found: number[] = [];
	let total = 0;
	let compared = 0;
	for (let step = 1; step < members.length && compared < COMPARED; step++) {
		for (const at of [place - step, place + step]) {
			const other = members[at];
			if (other === undefined) continue;
			compared++;
			if (!versions.concurrent(version, other)) continue;
			total++;
			if (found.length < limit) found.push(other);
		}
	}
	return { versions: found, total, exact: compared >= members.length - 1 };
}
