import type { Analysis } from '../analysis.ts';
import { isResolved, membersOf, resolversOf } from '../conflicts.ts';
import type { Axis } from './axis.ts';
import { ascending } from './sortTimes.ts';

/**
 * Conflicts as stretches of an axis, sorted by where they start: from where the first two concurrent versions are both written, to
 * where the first version that resolves it is; an open one goes to the end of the axis.
 */
export interface ConflictSpans {
	readonly count: number;
	readonly conflict: Int32Array;
	readonly start: Float64Array;
	readonly end: Float64Array;
	/** 1 for an open conflict. */
	readonly open: Uint8Array;
	/** Sorted: where open ones start, where resolved ones do, and where they end. */
	readonly openStarts: Float64Array;
	readonly resolvedStarts: Float64Array;
	readonly resolvedEnds: Float64Array;
	/** Conflicts that have no place on the axis. */
	readonly missing: number;
}

/** O(versions in conflict). With `key` only the conflicts of that key. */
export function conflictSpans(analysis: Analysis, axis: Axis, key: number | null): ConflictSpans {
	const { conflicts } = analysis;
	const placed = new Int32Array(conflicts.count);
	const starts = new Float64Array(conflicts.count);
	let count = 0;
	let missing = 0;
	for (let conflict = 0; conflict < conflicts.count; conflict++) {
		if (key !== null && conflicts.key[conflict] !== key) continue;
		const start = openedAt(analysis, axis, conflict);
		if (Number.isNaN(start)) {
			missing++;
			continue;
		}
		placed[count] = conflict;
		starts[count++] = start;
	}
	const order = ascending(starts.subarray(0, count));
	const conflict = order.map((place) => placed[place] as number);
	const start = Float64Array.from(order, (place) => starts[place] as number);
	const open = Uint8Array.from(conflict, (one) => (isResolved(conflicts, one) ? 0 : 1));
	const end = start.map((from, i) =>
		open[i] === 1 ? axis.length : resolvedAt(analysis, axis, conflict[i] as number, from),
	);
	return {
		count,
		conflict,
		start,
		end,
		open,
		openStarts: start.filter((_, i) => open[i] === 1),
		resolvedStarts: start.filter((_, i) => open[i] === 0),
		resolvedEnds: end.filter((_, i) => open[i] === 0).sort(),
		missing,
	};
}

/** Where the first version of a conflict, in visiting order, stands that has not seen the one before it, or that one, if later. */
function openedAt({ conflicts, versions }: Analysis, axis: Axis, conflict: number): number {
	const members = membersOf(conflicts, conflict);
	const at = (index: number) => axis.position(versions.event[members[index] as number] as number);
	for (let i = 1; i < members.length; i++)
		if (!versions.happenedBefore(members[i - 1] as number, members[i] as number))
			return Math.max(at(i - 1), at(i));
	// What a system reports need not be concurrent by the versions' vectors.
	return members.length > 1 ? Math.max(at(0), at(1)) : at(0);
}

function resolvedAt({ conflicts, versions }: Analysis, axis: Axis, conflict: number, start: number): number {
	let end = Number.POSITIVE_INFINITY;
	for (const version of resolversOf(conflicts, conflict)) {
		const at = axis.position(versions.event[version] as number);
		if (at < end) end = at;
	}
	// Lines and clocks may tell of a resolution before its conflict: nothing is left of the stretch then.
	return Number.isFinite(end) ? Math.max(start, end) : start;
}

/** How many numbers of a sorted list are below one. Logarithmic. */
export function countBelow(sorted: Float64Array, limit: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] as number) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** By bin, what {@link spanDensity} counts, in this order. */
export const SPAN_COUNTS = ['opened and open', 'opened and resolved', 'open', 'not yet resolved'] as const;

/**
 * How many conflicts open in each bin [from + i · width, from + (i + 1) · width), and how many are there in some part of it; those
 * that stay open apart from those resolved. O(bins · log conflicts).
 *
 * @returns by {@link SPAN_COUNTS}, then by bin
 */
export function spanDensity(spans: ConflictSpans, from: number, width: number, bins: number): Uint32Array {
	const counts = new Uint32Array(SPAN_COUNTS.length * bins);
	const { openStarts, resolvedStarts, resolvedEnds } = spans;
	for (let bin = 0; bin < bins; bin++) {
		const [low, high] = [from + bin * width, from + (bin + 1) * width];
		const open = countBelow(openStarts, high);
		const resolved = countBelow(resolvedStarts, high);
		counts[bin] = open - countBelow(openStarts, low);
		counts[bins + bin] = resolved - countBelow(resolvedStarts, low);
		counts[2 * bins + bin] = open;
		counts[3 * bins + bin] = resolved - countBelow(resolvedEnds, low);
	}
	return counts;
}
