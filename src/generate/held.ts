import type { Value } from './values.ts';

/** A version as replicas keep it. */
export interface Version {
	replica: number;
	counter: number;
	/** Milliseconds of the writer's clock. */
	ts: number;
	value: Value;
	/** The value as JSON. */
	json: string;
}

/**
 * What one replica holds of one key: the vector of all versions it has seen and those that none of them supersedes.
 * Never changed, so that replicas and messages on their way share it.
 */
export class Held {
	private vectorText: string | undefined;

	constructor(
		/** Counters by replica number. */
		readonly vector: readonly number[],
		/** In the order in which they came to be held. */
		readonly siblings: readonly Version[],
	) {}

	/** The vector as JSON, without its zeros. `names` are the replicas' ids as JSON. */
	vectorJson(names: readonly string[]): string {
		if (this.vectorText !== undefined) return this.vectorText;
		let text = '';
		for (let replica = 0; replica < this.vector.length; replica++) {
			const counter = this.vector[replica];
			if (counter > 0) text += `${text === '' ? '' : ','}${names[replica]}:${counter}`;
		}
		this.vectorText = `{${text}}`;
		return this.vectorText;
	}
}

/**
 * What a replica holds after it wrote `version` knowing `context`: siblings within the context are superseded.
 * The version's counter must be the next of its replica.
 */
export function afterWrite(held: Held, version: Version, context: Held): Held {
	const vector = held.vector.slice();
	vector[version.replica] = version.counter;
	if (context === held) return new Held(vector, [version]);
	const left = held.siblings.filter((sibling) => context.vector[sibling.replica] < sibling.counter);
	return new Held(vector, [...left, version]);
}

/**
 * What a replica holds once it learns what another one holds. Vectors decide which siblings one side has superseded, as
 * in dotted version vector sets (Almeida et al., 2014). O(replicas). Returns one of the two where it covers the other,
 * and mine where both know the same.
 */
export function join(mine: Held, theirs: Held): Held {
	if (mine === theirs) return mine;
	let iKnowMore = false;
	let theyKnowMore = false;
	for (let replica = 0; replica < mine.vector.length; replica++) {
		const difference = mine.vector[replica] - theirs.vector[replica];
		if (difference > 0) iKnowMore = true;
		else if (difference < 0) theyKnowMore = true;
	}
	if (!theyKnowMore) return mine;
	if (!iKnowMore) return theirs;
	const survives = (version: Version, other: Held) =>
		other.vector[version.replica] < version.counter || other.siblings.includes(version);
	const kept = mine.siblings.filter((version) => survives(version, theirs));
	const added = theirs.siblings.filter(
		(version) => survives(version, mine) && !mine.siblings.includes(version),
	);
	const vector = mine.vector.map((counter, replica) => Math.max(counter, theirs.vector[replica]));
	return new Held(vector, [...kept, ...added]);
}
