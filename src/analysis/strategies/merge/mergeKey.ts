import { commonContext, maximalVersions } from '../../maximalVersions.ts';
import type { Versions } from '../../versions.ts';
import { ABSENT, type Value } from '../json.ts';
import type { ValueReader } from '../valueReader.ts';
import { type Merged, mergeValues } from './mergeValues.ts';

/** Bases that have several maximal versions are merged themselves, so often at most. */
const MAX_DEPTH = 8;

/** What versions were merged against. */
export interface CausalBase {
	/** The maximal versions that all of them had seen; none: they have nothing in common. */
	readonly versions: readonly number[];
	readonly value: Value;
}

/**
 * The causal base of concurrent versions of a key: of what all of them had seen, the maximal versions. Where that is one, its
 * value; where it is none, nothing; several are merged in their turn (as git's recursive strategy does), and where they do
 * not merge there is no base, which is null.
 */
export function causalBase(
	versions: Versions,
	key: number,
	heads: readonly number[],
	values: ValueReader,
	depth = MAX_DEPTH,
): CausalBase | null {
	const below = Math.min(...heads);
	const common = maximalVersions(
		versions,
		versions.keyStart[key] as number,
		below,
		commonContext(versions, heads),
	);
	const [only] = common;
	if (only === undefined) return { versions: [], value: ABSENT };
	if (common.length === 1) return { versions: common, value: values.of(only) };
	if (depth === 0) return null;
	const base = causalBase(versions, key, common, values, depth - 1);
	const merged =
		base === null
			? null
			: mergeValues(
					base.value,
					common.map((head) => values.of(head)),
				);
	return merged?.ok ? { versions: common, value: merged.value } : null;
}

/** Concurrent versions of a key, in visiting order, merged by type against their causal base. */
export function mergeHeads(
	versions: Versions,
	key: number,
	heads: readonly number[],
	values: ValueReader,
): Merged {
	const base = causalBase(versions, key, heads, values);
	if (base === null) return { ok: false, problem: 'no-base', path: [] };
	// Texts depend on the order of the sides: one that every replica can know.
	const sides = [...heads].sort(
		(v, w) =>
			(versions.replica[v] as number) - (versions.replica[w] as number) ||
			(versions.counter[v] as number) - (versions.counter[w] as number),
	);
	return mergeValues(
		base.value,
		sides.map((head) => values.of(head)),
	);
}
