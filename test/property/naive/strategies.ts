import { naiveVersions } from './index.ts';
import type { NaiveCausality, NaiveFile, NaiveVersion } from './types.ts';
import { happenedBefore } from './versions.ts';

/** The figures of one strategy, by its definition. */
export interface NaiveStrategy {
	name: string;
	lostWrites: number;
	lostAlthoughNewer: number;
	keysWithLosses: number;
	siblingsLeft: number;
	/** Key to the place of the version that it ends as; null where nothing decides. */
	ends: Map<string, string | null>;
}

type Before = (v: NaiveVersion, w: NaiveVersion) => number;

/** Every strategy on every key, from all pairs of versions. `ahead`: milliseconds by replica, for right clocks. */
export function naiveStrategies(
	files: NaiveFile[],
	causality: NaiveCausality,
	ahead: Record<string, number> = {},
): NaiveStrategy[] {
	const { sound } = naiveVersions(files, causality);
	const keys = [...new Set(sound.map((version) => version.key))];
	const ofKey = (key: string) => sound.filter((version) => version.key === key);
	const fields = fieldsReader(files);
	const ts = (version: NaiveVersion) => version.event.ts;
	const right = (version: NaiveVersion) =>
		version.event.ts === null
			? null
			: version.event.ts - (Object.hasOwn(ahead, replicaAt(version)) ? ahead[replicaAt(version)] : 0);
	const hlc = (version: NaiveVersion) => {
		const { hlc: clock } = fields(version);
		return clock === undefined ? null : [clock.wall, clock.logical];
	};
	const last = (name: string, stamp: (version: NaiveVersion) => number | number[] | null) =>
		replay(name, keys, ofKey, (versions) => greatest(versions, stamp));
	const result = [last('lww', ts)];
	if (Object.keys(ahead).length > 0) result.push(last('lww-corrected', right));
	if (sound.some((version) => hlc(version) !== null)) result.push(last('lww-hlc', hlc));
	result.push(
		replay('lamport', keys, ofKey, (versions) =>
			greatest(frontierOf(versions), (version) => chainLength(version, versions)),
		),
		replay('first-write-wins', keys, ofKey, (versions) => {
			const frontier = frontierOf(versions);
			// Vectors that go round in a ring leave nobody unseen.
			if (frontier.length === 0) return undefined;
			const timed = frontier.filter((version) => ts(version) !== null);
			if (timed.length > 0) return least(timed, ts);
			return frontier.length === 1 ? (frontier[0] as NaiveVersion) : null;
		}),
	);
	return result;
}

export function naiveSiblings(files: NaiveFile[], causality: NaiveCausality): number {
	const { sound } = naiveVersions(files, causality);
	const keys = [...new Set(sound.map((version) => version.key))];
	return keys
		.map((key) => frontierOf(sound.filter((version) => version.key === key)).length)
		.filter((size) => size > 1)
		.reduce((sum, size) => sum + size, 0);
}

/** Places of the writes that one strategy keeps and another one does not. */
export function naiveLedger(files: NaiveFile[], causality: NaiveCausality): string[] {
	const { sound } = naiveVersions(files, causality);
	const strategies = naiveStrategies(files, causality);
	return sound
		.filter((version) => {
			const ends = strategies.map(({ ends: all }) => all.get(version.key)).filter((end) => end != null);
			const wins = ends.filter((end) => end === placeOf(version)).length;
			const isHead = frontierOf(sound.filter(({ key }) => key === version.key)).includes(version);
			return isHead ? wins < ends.length : wins > 0;
		})
		.map(placeOf);
}

function replay(
	name: string,
	keys: string[],
	ofKey: (key: string) => NaiveVersion[],
	choose: (versions: NaiveVersion[]) => NaiveVersion | null | undefined,
): NaiveStrategy {
	const result: NaiveStrategy = {
		name,
		lostWrites: 0,
		lostAlthoughNewer: 0,
		keysWithLosses: 0,
		siblingsLeft: 0,
		ends: new Map(),
	};
	for (const key of keys) {
		const versions = ofKey(key);
		const winner = choose(versions);
		if (winner === undefined) continue;
		result.ends.set(key, winner === null ? null : placeOf(winner));
		if (winner === null) continue;
		const lost = frontierOf(versions).filter((version) => version !== winner);
		result.lostWrites += lost.length;
		result.lostAlthoughNewer += lost.filter((version) => happenedBefore(winner, version)).length;
		if (lost.length > 0) result.keysWithLosses++;
	}
	return result;
}

export function placeOf({ event }: NaiveVersion): string {
	return `${event.file}:${event.line}`;
}

/** Versions that no other one has in its context. */
export function frontierOf(versions: NaiveVersion[]): NaiveVersion[] {
	return versions.filter((v) => !versions.some((w) => w !== v && happenedBefore(v, w)));
}

function greatest(
	versions: NaiveVersion[],
	stamp: (version: NaiveVersion) => number | number[] | null,
): NaiveVersion | null {
	const timed = versions.filter((version) => stamp(version) !== null);
	if (timed.length === 0) return versions.length === 1 ? (versions[0] as NaiveVersion) : null;
	return [...timed].sort(byStamp(stamp)).at(-1) as NaiveVersion;
}

function least(versions: NaiveVersion[], stamp: (version: NaiveVersion) => number | null): NaiveVersion {
	return [...versions].sort(byStamp(stamp))[0] as NaiveVersion;
}

/** (stamp, replica id by code points, counter, place in the file), ascending. */
function byStamp(stamp: (version: NaiveVersion) => number | number[] | null): Before {
	return (v, w) => {
		const mine = [stamp(v)].flat() as number[];
		const theirs = [stamp(w)].flat() as number[];
		for (let i = 0; i < mine.length; i++)
			if (mine[i] !== theirs[i]) return (mine[i] as number) - (theirs[i] as number);
		return (
			byCodePoints(v.replica, w.replica) ||
			(v.counter as number) - (w.counter as number) ||
			v.event.index - w.event.index
		);
	};
}

function byCodePoints(a: string, b: string): number {
	const [left, right] = [[...a], [...b]].map((text) =>
		text.map((character) => character.codePointAt(0) as number),
	);
	for (let i = 0; i < Math.min(left.length, right.length); i++)
		if (left[i] !== right[i]) return left[i] - right[i];
	return left.length - right.length;
}

/** The number of versions on the longest chain of happened-before that ends here. */
function chainLength(version: NaiveVersion, versions: NaiveVersion[]): number {
	const before = versions.filter((other) => other !== version && happenedBefore(other, version));
	return 1 + Math.max(0, ...before.map((other) => chainLength(other, before)));
}

/** Where the write was accepted. */
function replicaAt({ event }: NaiveVersion): string {
	return event.at;
}

interface LineFields {
	hlc?: { wall: number; logical: number };
}

/** A version's whole line, parsed again. */
function fieldsReader(files: NaiveFile[]): (version: NaiveVersion) => LineFields & Record<string, unknown> {
	return ({ event }) => {
		const file = files.find(({ name }) => name === event.file) as NaiveFile;
		const text = file.text.replace(/^\uFEFF/, '').split('\n')[event.line - 1] as string;
		return JSON.parse(text) as LineFields & Record<string, unknown>;
	};
}
