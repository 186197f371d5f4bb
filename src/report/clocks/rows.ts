import { clocksOf } from '../../analysis/clocks/clocks.ts';
import type { SkewRow } from '../../analysis/clocks/skew.ts';
import type { Shown } from '../shown.ts';
import { versionRow } from '../versionRow.ts';
import type { InversionRow, SkewPair } from './model.ts';
import { evidence } from './overview.ts';

/** A pair of clocks with the events that prove its bounds; `id` is its number among {@link sortedPairs}. */
export function skewPair(shown: Shown, { from, to, min, max, proven }: SkewRow, id: number): SkewPair {
	const { replicas } = shown.analysis.trace;
	const { skew } = clocksOf(shown.analysis);
	return {
		id,
		from: replicas.text(from),
		to: replicas.text(to),
		min,
		max,
		proven,
		minBy: min === null ? [] : evidence(shown, skew.path(to, from)),
		maxBy: max === null ? [] : evidence(shown, skew.path(from, to)),
	};
}

/** The ordered pairs that are bounded: those of which the second clock is ahead for sure, the widest first, then the others. */
export function sortedPairs({ analysis }: Shown): SkewRow[] {
	const rank = ({ min, proven }: SkewRow) => (!proven ? 1 : (min ?? 0) > 0 ? 0 : 2);
	return [...clocksOf(analysis).skew.rows()].sort(
		(a, b) => rank(a) - rank(b) || (rank(a) === 0 ? (b.min as number) - (a.min as number) : 0),
	);
}

/** A causal inversion by its number. */
export function inversionRow(shown: Shown, id: number): InversionRow {
	const { inversions } = clocksOf(shown.analysis);
	return {
		id,
		write: versionRow(shown, inversions.later[id] as number),
		winner: versionRow(shown, inversions.earlier[id] as number),
		ms: inversionMs(shown, id),
	};
}

/** By how many milliseconds the earlier write's time is later. */
export function inversionMs({ analysis }: Shown, id: number): number {
	const { trace, versions } = analysis;
	const { inversions } = clocksOf(analysis);
	const time = (version: number | undefined) =>
		trace.ts[versions.event[version as number] as number] as number;
	return time(inversions.earlier[id]) - time(inversions.later[id]);
}
