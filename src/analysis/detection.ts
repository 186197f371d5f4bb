import type { Trace } from '../trace/trace.ts';
import { CellTable } from './cellTable.ts';
import { type Conflicts, membersOf } from './conflicts.ts';
import { indexVersions } from './indexVersions.ts';
import type { KnowledgeVisitor } from './knowledge.ts';
import { groupOf, placeAfter, type VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/** Bits for (version in conflict, replica); beyond this many a set takes their place. */
const MAX_CELLS = 1 << 28;

/**
 * Finds where conflicts are detected: the first event, in file order, after which one replica holds two of its versions that
 * are concurrent; and the event after which every replica that wrote its versions holds all of them. Listens to the replay
 * of knowledge and takes note of each version in conflict that a replica comes to hold, once: O(versions · replicas).
 */
export class Detection implements KnowledgeVisitor {
	private readonly held: HeldCells;
	/** The versions that a replica holds of a conflict, in visiting order, no two concurrent; null once it has detected it. */
	private readonly chains: (number[] | null)[] = [];
	/** By conflict and replica: the place of its chain, from 1. */
	private readonly chainOf: CellTable;
	/** By conflict and replica that wrote one of its versions: how many of them it does not hold yet, and one. */
	private readonly lacking: CellTable;
	/** By conflict: how many of the replicas that wrote its versions do not hold all of them. */
	private readonly writersLacking: Int32Array;
	/** Versions in conflict, of all keys, by who created them and when; by dot and counter. Made when first needed. */
	private allByTime: VersionIndex | null = null;
	private allByCounter: VersionIndex | null = null;
	/** By key: 1 where it has conflicts. */
	private readonly inConflict: Uint8Array;

	/**
	 * @param versionOf by event, the version that it created
	 * @param byTime the versions by the replica that created them, and time
	 * @param byCounter by the replica of their dot and counter; null in derived causality
	 * @param earliest the first event in the file among those of a replica from a given one on; null where that is itself
	 */
	constructor(
		private readonly trace: Trace,
		private readonly versions: Versions,
		private readonly conflicts: Conflicts,
		private readonly versionOf: Int32Array,
		private readonly byTime: VersionIndex,
		private readonly byCounter: VersionIndex | null,
		private readonly earliest: ((replica: number, event: number) => number) | null,
	) {
		this.inConflict = new Uint8Array(trace.keys.size);
		for (const key of conflicts.key) this.inConflict[key] = 1;
		this.held = new HeldCells(versions.count, trace.replicas.size);
		this.chainOf = new CellTable(conflicts.count * trace.replicas.size);
		this.lacking = new CellTable(conflicts.count * trace.replicas.size);
		this.writersLacking = new Int32Array(conflicts.count);
		for (let conflict = 0; conflict < conflicts.count; conflict++) {
			const members = membersOf(conflicts, conflict);
			for (const version of members) {
				const cell = this.cell(conflict, versions.at[version] as number);
				if (this.lacking.get(cell) === 0) this.writersLacking[conflict]++;
				this.lacking.set(cell, members.length + 1);
			}
		}
	}

	onVersion(event: number): void {
		if (this.inConflict[this.trace.key[event] as number] === 0) return;
		this.hold(this.trace.replica[event] as number, this.versionOf[event] as number, event);
	}

	onLearn(replica: number, key: number, group: number, after: number, until: number, event: number): void {
		if (this.inConflict[key] === 0) return;
		const { groupStart, items } = this.byTime;
		const start = groupStart[group] as number;
		for (let i = start + after; i < start + until; i++) this.hold(replica, items[i] as number, event);
	}

	onLearnAll(replica: number, writer: number, after: number, until: number, event: number): void {
		this.allByTime ??= this.inAllConflicts(this.byTime);
		this.holdBetween(this.allByTime, 0, replica, writer, after, until, event);
	}

	onCover(replica: number, key: number, writer: number, after: number, until: number, event: number): void {
		if (this.byCounter !== null && this.inConflict[key] === 1)
			this.holdBetween(this.byCounter, key, replica, writer, after, until, event);
	}

	onCoverAll(replica: number, writer: number, after: number, until: number, event: number): void {
		if (this.byCounter === null) return;
		this.allByCounter ??= this.inAllConflicts(this.byCounter);
		this.holdBetween(this.allByCounter, 0, replica, writer, after, until, event);
	}

	private inAllConflicts(index: VersionIndex): VersionIndex {
		return allInConflict(index, this.versions, this.inConflict, this.trace.replicas.size);
	}

	private holdBetween(
		index: VersionIndex,
		key: number,
		replica: number,
		writer: number,
		after: number,
		until: number,
		event: number,
	): void {
		const group = groupOf(index, key, writer);
		if (group < 0) return;
		const end = placeAfter(index, group, until);
		for (let i = placeAfter(index, group, after); i < end; i++)
			this.hold(replica, index.items[i] as number, event);
	}

	private hold(replica: number, version: number, event: number): void {
		const conflict = this.versions.conflict[version] as number;
		if (conflict < 0 || !this.held.add(version, replica)) return;
		const cell = this.cell(conflict, replica);
		const lacking = this.lacking.get(cell);
		if (lacking > 1) {
			this.lacking.set(cell, lacking - 1);
			if (lacking === 2) {
				this.writersLacking[conflict]--;
				if (this.writersLacking[conflict] === 0) this.conflicts.knownEvent[conflict] = event;
			}
		}
		this.detect(conflict, cell, replica, version, event);
	}

	private detect(conflict: number, cell: number, replica: number, version: number, event: number): void {
		const { detectedEvent, detectedReplica } = this.conflicts;
		const before = detectedEvent[conflict] as number;
		// Where replicas' orders are the file's, what this one sees from now on stands no earlier in the file.
		if (before >= 0 && before <= event && this.earliest === null) return;
		let place = this.chainOf.get(cell);
		if (place === 0) {
			place = this.chains.push([]);
			this.chainOf.set(cell, place);
		}
		const chain = this.chains[place - 1] as number[] | null;
		if (chain === null || this.joinsChain(chain, version)) return;
		this.chains[place - 1] = null;
		const first = this.earliest === null ? event : this.earliest(replica, event);
		// A sync that both its replicas detect it with is told of its receiver.
		const isReceiver = before === first && this.trace.peer[first] === replica;
		if (before >= 0 && before <= first && !isReceiver) return;
		detectedEvent[conflict] = first;
		detectedReplica[conflict] = replica;
	}

	/** Adds a version to versions that are ordered one after the other, unless it is concurrent to one of them. */
	private joinsChain(chain: number[], version: number): boolean {
		const { versions } = this;
		let at = chain.length;
		// Versions are numbered in visiting order, and mostly arrive in it.
		while (at > 0 && (chain[at - 1] as number) > version) at--;
		for (const other of this.neighbours(chain, at, version))
			if (versions.concurrent(other, version)) return false;
		chain.splice(at, 0, version);
		return true;
	}

	/** Where happened-before is transitive, the two neighbours decide; small chains are looked at whole, in case it is not. */
	private neighbours(chain: number[], at: number, version: number): number[] {
		if (chain.length <= 64) return chain;
		return chain.slice(Math.max(0, at - 1), at + 1).filter((other) => other !== version);
	}

	private cell(conflict: number, replica: number): number {
		return conflict * this.trace.replicas.size + replica;
	}
}

/** The versions of an index that are in a conflict, of all keys together. */
function allInConflict(
	index: VersionIndex,
	versions: Versions,
	inConflict: Uint8Array,
	replicaCount: number,
): VersionIndex {
	const items: number[] = [];
	const replicas: number[] = [];
	for (let key = 0; key < inConflict.length; key++) {
		if (inConflict[key] === 0) continue;
		for (let group = index.keyGroups[key] as number; group < (index.keyGroups[key + 1] as number); group++) {
			for (let i = index.groupStart[group] as number; i < (index.groupStart[group + 1] as number); i++) {
				if ((versions.conflict[index.items[i] as number] as number) < 0) continue;
				items.push(i);
				replicas.push(index.groupReplica[group] as number);
			}
		}
	}
	const ranks = Float64Array.from(items, (place) => index.ranks[place] as number);
	const whole = Int32Array.of(0, items.length);
	const all = indexVersions(whole, Int32Array.from(replicas), ranks, replicaCount);
	return { ...all, items: all.items.map((i) => index.items[items[i] as number] as number) };
}

/** Which versions each replica holds: bits, or a set where there are very many replicas. */
class HeldCells {
	private readonly bits: Uint32Array | null;
	private readonly set = new Set<number>();

	constructor(
		versions: number,
		private readonly replicas: number,
	) {
		this.bits =
			versions * replicas <= MAX_CELLS ? new Uint32Array(Math.ceil((versions * replicas) / 32)) : null;
	}

	/** False where the replica held the version already. */
	add(version: number, replica: number): boolean {
		const cell = version * this.replicas + replica;
		if (this.bits === null) {
			if (this.set.has(cell)) return false;
			this.set.add(cell);
			return true;
		}
		const word = Math.floor(cell / 32);
		const bit = 1 << (cell & 31);
		if (((this.bits[word] as number) & bit) !== 0) return false;
		this.bits[word] = (this.bits[word] as number) | bit;
		return true;
	}
}
