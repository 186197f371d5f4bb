import type { Analysis } from '../analysis.ts';
import { Writers } from './writers.ts';

/** An entry of a rule that was found: keys that match are to be written at one replica. */
export interface FoundEntry {
	/** A key, or the beginning of keys with `*` behind it. */
	pattern: string;
	/** The replica at which most writes of these keys happened; a number. */
	replica: number;
	/** Conflicts on keys that it is the first to match. */
	conflicts: number;
	/** Writes of these keys that happened elsewhere. */
	forwarded: number;
}

export interface FoundRule {
	readonly entries: readonly FoundEntry[];
	/** Conflicts that it avoids, of all. */
	readonly avoided: number;
	readonly conflicts: number;
	readonly forwarded: number;
}

/** More entries than this nobody maintains by hand. */
const MAX_ENTRIES = 50;
/** With more keys than this no prefixes are looked for: their texts would have to be made. */
const MAX_KEYS = 200_000;
/** Of a key this many prefixes are candidates. */
const MAX_PREFIXES = 4;

interface Candidate {
	readonly pattern: string;
	readonly keys: number[];
	conflicts: number;
}

/**
 * A small rule that avoids at least a share of the conflicts: keys and prefixes of keys, each with one home. Greedily the pattern
 * that avoids the most of what is left, the more specific one where several do; minimal up to the logarithmic factor of greedy
 * covers. Ends after 50 entries, however much that avoids. O(keys · prefixes + entries · candidates).
 */
export function smallestRule(analysis: Analysis, share = 0.9): FoundRule {
	const { trace, conflicts } = analysis;
	const perKey = new Int32Array(trace.keys.size);
	for (const key of conflicts.key) perKey[key]++;
	const candidates = candidatesFor(analysis, perKey);
	const covered = new Uint8Array(trace.keys.size);
	const writers = new Writers(analysis);
	const entries: FoundEntry[] = [];
	let avoided = 0;
	let forwarded = 0;
	while (avoided < share * conflicts.count && entries.length < MAX_ENTRIES) {
		const best = mostAvoiding(candidates);
		if (best === undefined || best.conflicts === 0) break;
		const keys = best.keys.filter((key) => covered[key] === 0);
		const entry = { ...entryFor(analysis, best.pattern, keys, writers), conflicts: best.conflicts };
		entries.push(entry);
		avoided += best.conflicts;
		forwarded += entry.forwarded;
		for (const key of keys) covered[key] = 1;
		for (const candidate of candidates) {
			candidate.conflicts = 0;
			for (const key of candidate.keys) if (covered[key] === 0) candidate.conflicts += perKey[key] as number;
		}
	}
	return { entries, avoided, conflicts: conflicts.count, forwarded };
}

function mostAvoiding(candidates: readonly Candidate[]): Candidate | undefined {
	let best: Candidate | undefined;
	for (const candidate of candidates) {
		const more = candidate.conflicts - (best?.conflicts ?? -1);
		if (more > 0 || (more === 0 && candidate.keys.length < (best?.keys.length ?? 0))) best = candidate;
	}
	return best;
}

function candidatesFor({ trace, versions }: Analysis, perKey: Int32Array): Candidate[] {
	const byPrefix = new Map<string, Candidate>();
	const single: Candidate[] = [];
	const withPrefixes = trace.keys.size <= MAX_KEYS;
	for (let key = 0; key < perKey.length; key++) {
		const conflicts = perKey[key] as number;
		const hasWrites = (versions.keyStart[key + 1] as number) > (versions.keyStart[key] as number);
		if (!hasWrites || !(withPrefixes || conflicts > 0)) continue;
		const text = trace.keys.text(key);
		// A star in a key would match more than the key.
		if (conflicts > 0 && !text.includes('*')) single.push({ pattern: text, keys: [key], conflicts });
		if (!withPrefixes) continue;
		for (const prefix of prefixesOf(text)) {
			const candidate = byPrefix.get(prefix) ?? { pattern: `${prefix}*`, keys: [], conflicts: 0 };
			candidate.keys.push(key);
			candidate.conflicts += conflicts;
			byPrefix.set(prefix, candidate);
		}
	}
	const prefixes = [...byPrefix.values()].filter(({ keys, conflicts }) => keys.length > 1 && conflicts > 0);
	return [...single, ...prefixes];
}

/** The beginnings of a key that end at what usually separates parts of keys. */
export function prefixesOf(key: string): string[] {
	const prefixes: string[] = [];
	for (const { index } of key.matchAll(/[:/.#|]/g)) {
		const prefix = key.slice(0, index + 1);
		if (index + 1 < key.length && !prefix.includes('*')) prefixes.push(prefix);
		if (prefixes.length === MAX_PREFIXES) break;
	}
	return prefixes;
}

function entryFor(
	{ versions }: Analysis,
	pattern: string,
	keys: readonly number[],
	writers: Writers,
): Omit<FoundEntry, 'conflicts'> {
	writers.clear();
	let writes = 0;
	for (const key of keys) {
		const end = versions.keyStart[key + 1] as number;
		for (let version = versions.keyStart[key] as number; version < end; version++, writes++)
			writers.add(versions.at[version] as number);
	}
	const replica = writers.majority();
	return { pattern, replica, forwarded: writes - writers.of(replica) };
}
