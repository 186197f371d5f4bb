import type { FindingStore } from '../trace/finding.ts';
import { Flag, fileOf, type Trace } from '../trace/trace.ts';
import type { Knowledge } from './knowledge.ts';
import type { CounterIndex } from './recordedCausality.ts';
import { groupOf, placeAfter, sameGroups, type VersionIndex } from './versionIndex.ts';
import type { Versions } from './versions.ts';

/** Steps that may be spent on keys whose dots are out of order, where nothing can be looked up: then they are left unchecked. */
const MAX_SLOW_STEPS = 50_000_000;

const SAME = 0;
const LESS = 1;
const OTHER = 2;

/**
 * Compares the vector of each new version with what its replica can know: what it wrote, what messages brought, what earlier
 * vectors covered. A vector that claims more is reported once for each replica and counter claimed, and the knowledge is
 * taken as given from then on; a plain vector that lacks what the replica had is reported too. Each version gets one finding
 * of either kind, which names the first replica it is true of.
 */
export class VectorCheck {
	/** By replica: the vector that is being looked at, for a moment. */
	private readonly counters: Float64Array;
	/** By group of the index by counters: its replica, and how many versions it has, -1 where their counters are not 1, 2, 3, … */
	private readonly facts: Int32Array;
	private slowSteps = 0;
	/** By key: 1 where dots rise with time and stand at their own replicas, so that both indexes agree; 0 where not; 2 unknown. */
	private readonly regular: Uint8Array;

	/**
	 * @param versionOf by event, the version that it created
	 * @param byTime by the replica at which versions were created, and time
	 * @param byCounter by the replica of the dot, and counter
	 * @param timeOf by event: its place in the causal order; null where that is the event's number
	 */
	constructor(
		private readonly trace: Trace,
		private readonly versions: Versions,
		private readonly versionOf: Int32Array,
		private readonly byTime: VersionIndex,
		private readonly byCounter: CounterIndex,
		private readonly timeOf: Int32Array | null,
		private readonly findings: FindingStore,
	) {
		this.counters = new Float64Array(trace.replicas.size);
		const { groupReplica, groupStart, dense } = byCounter;
		this.facts = new Int32Array(groupReplica.length * 2);
		for (let group = 0; group < groupReplica.length; group++) {
			const size = (groupStart[group + 1] as number) - (groupStart[group] as number);
			this.facts[group * 2] = groupReplica[group] as number;
			this.facts[group * 2 + 1] = dense[group] === 1 ? size : -1;
		}
		this.regular = new Uint8Array(trace.keys.size).fill(2);
	}

	/** Whether there were too many keys out of order to check them all. */
	get gaveUp(): boolean {
		return this.slowSteps > MAX_SLOW_STEPS;
	}

	/** Checks the version that an event creates, before its replica knows of it. */
	check(event: number, knowledge: Knowledge): void {
		const { trace, versions } = this;
		// Columns of events stand in about the order in which they are asked for here; those of versions do not.
		const start = trace.vector[event] as number;
		if (start < 0) return;
		const key = trace.key[event] as number;
		const here = trace.replica[event] as number;
		const isDotted = ((trace.flags[event] as number) & Flag.dotted) !== 0;
		const regular = this.isRegular(key);
		// A dotted version's vector is its context; of a plain one, the own entry is the dot.
		if (regular && this.compare(start, isDotted ? -1 : here, here, key, knowledge) === SAME) return;
		const version = this.versionOf[event] as number;
		const known: Known = { key, regular, here, knowledge };
		if (((trace.flags[event] as number) & Flag.vector) !== 0) this.checkMissing(event, start, here, known);
		const entries = versions.pool.size(start);
		let reported = false;
		for (let i = 0; i < entries; i++) {
			const replica = versions.pool.replica(start, i);
			const counter = versions.contextAt(version, i);
			if (counter <= 0) continue;
			const highest = this.highestCounter(key, replica);
			const unheld = this.coversUnheld(replica, counter, known);
			if (
				!unheld &&
				(counter <= highest || counter <= known.knowledge.told.of(known.here, known.key, replica))
			)
				continue;
			if (replica !== here && !reported) this.reportClaim(event, replica, counter, unheld);
			reported ||= replica !== here;
			knowledge.told.cover(here, key, replica, counter, event);
		}
	}

	/** The vector of an event that creates no version tells its replica what it covers, unless all that is known already. */
	cover(event: number, knowledge: Knowledge): void {
		const { trace } = this;
		const key = trace.key[event] as number;
		if (key >= 0 && this.isRegular(key)) {
			const here = trace.replica[event] as number;
			if (this.compare(trace.vector[event] as number, -1, here, key, knowledge) !== OTHER) return;
		}
		knowledge.coverBy(event);
	}

	/**
	 * How what the vector at `start` covers of a regular key stands to what its replica can know by messages: the same, which
	 * is the rule, less, or something else. `own`: the replica whose entry is one ahead, -1 for none.
	 */
	private compare(
		start: number,
		own: number,
		here: number,
		key: number,
		knowledge: Knowledge,
	): typeof SAME | typeof LESS | typeof OTHER {
		const { counters, facts } = this;
		const { keyGroups } = this.byCounter;
		const { pool } = this.versions;
		const { told } = knowledge;
		if (told.any && (told.ofKey(here, key).length > 0 || told.ofAll(here).length > 0)) return OTHER;
		const row = knowledge.rowOf(here, key);
		const { counts } = knowledge;
		const size = pool.size(start);
		let unmatched = 0;
		for (let i = 0; i < size; i++) {
			const counter = pool.counter(start, i);
			counters[pool.replica(start, i)] = counter;
			if (counter > 0) unmatched++;
		}
		let result: typeof SAME | typeof LESS | typeof OTHER = SAME;
		// Of a regular key the index by time has the same groups.
		const first = keyGroups[key] as number;
		const end = keyGroups[key + 1] as number;
		for (let group = first; group < end; group++) {
			const writer = facts[group * 2] as number;
			const counter = counters[writer] as number;
			if (counter > 0) unmatched--;
			const seen = writer === own ? counter - 1 : counter;
			let highest = facts[group * 2 + 1] as number;
			let covered = Math.min(Math.max(seen, 0), highest);
			if (highest < 0) {
				highest = highestOf(this.byCounter, group);
				covered = placeAfter(this.byCounter, group, seen) - (this.byCounter.groupStart[group] as number);
			}
			const held = counts[row + group - first] as number;
			if (covered > held || counter > highest) result = OTHER;
			else if (covered < held && result === SAME) result = LESS;
		}
		for (let i = 0; i < size; i++) counters[pool.replica(start, i)] = 0;
		return unmatched > 0 ? OTHER : result;
	}

	private reportClaim(event: number, replica: number, counter: number, inTrace: boolean): void {
		const { trace, findings } = this;
		findings.add({
			code: 'vector-claims-unseen',
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			a: replica,
			b: counter,
			...(inTrace ? {} : { text: 'not-in-trace' }),
		});
	}

	/** Whether a version with a dot of `replica` up to `counter` exists that is not held. */
	private coversUnheld(replica: number, counter: number, known: Known): boolean {
		const group = groupOf(this.byCounter, known.key, replica);
		if (group < 0) return false;
		const first = this.byCounter.groupStart[group] as number;
		const covered = placeAfter(this.byCounter, group, counter);
		const told = placeAfter(this.byCounter, group, known.knowledge.told.of(known.here, known.key, replica));
		if (covered <= told) return false;
		if (known.regular) return covered - first > this.countByTime(replica, known);
		for (let i = told; i < covered; i++)
			if (!this.heldByTime(this.byCounter.items[i] as number, known)) return true;
		return false;
	}

	/** Reports the newest version of another replica that was held and that the plain vector at `start` lacks. */
	private checkMissing(event: number, start: number, here: number, known: Known): void {
		const { byCounter, trace, versions } = this;
		const end = byCounter.keyGroups[known.key + 1] as number;
		for (let group = byCounter.keyGroups[known.key] as number; group < end; group++) {
			const replica = byCounter.groupReplica[group] as number;
			if (replica === here) continue;
			const lacking = placeAfter(byCounter, group, versions.pool.get(start, replica));
			const missed = this.lastHeld(group, lacking, replica, known);
			if (missed < 0) continue;
			this.findings.add({
				code: 'vector-misses-seen',
				file: fileOf(trace, event),
				line: trace.line[event] as number,
				event,
				a: replica,
				b: versions.counter[missed] as number,
				related: [versions.event[missed] as number],
			});
			return;
		}
	}

	/** The held version of a group at the last place from `from` on, or -1. */
	private lastHeld(group: number, from: number, replica: number, known: Known): number {
		const { byCounter } = this;
		const told = placeAfter(byCounter, group, known.knowledge.told.of(known.here, known.key, replica));
		if (known.regular) {
			const first = byCounter.groupStart[group] as number;
			const held = Math.max(told, first + this.countByTime(replica, known));
			return held > from ? (byCounter.items[held - 1] as number) : -1;
		}
		for (let i = (byCounter.groupStart[group + 1] as number) - 1; i >= from; i--) {
			const version = byCounter.items[i] as number;
			if (i < told || this.heldByTime(version, known)) return version;
		}
		return -1;
	}

	/** How many of the versions that were created at a replica are known by time. */
	private countByTime(replica: number, known: Known): number {
		const group = groupOf(this.byTime, known.key, replica);
		return group < 0 ? 0 : known.knowledge.heldOf(known.here, known.key, group);
	}

	private heldByTime(version: number, known: Known): boolean {
		this.slowSteps++;
		if (this.gaveUp) return true;
		const event = this.versions.event[version] as number;
		const group = groupOf(this.byTime, known.key, this.trace.replica[event] as number);
		if (group < 0) return false;
		const held = known.knowledge.heldOf(known.here, known.key, group);
		const last = (this.byTime.groupStart[group] as number) + held - 1;
		const time = this.timeOf === null ? event : (this.timeOf[event] as number);
		return held > 0 && time <= (this.byTime.ranks[last] as number);
	}

	private highestCounter(key: number, replica: number): number {
		const group = groupOf(this.byCounter, key, replica);
		return group < 0 ? 0 : highestOf(this.byCounter, group);
	}

	/** Whether what vectors cover and what messages carry are both the first of one list, for each replica that wrote the key. */
	private isRegular(key: number): boolean {
		if (this.regular[key] === 2) this.regular[key] = sameGroups(this.byTime, this.byCounter, key) ? 1 : 0;
		return this.regular[key] === 1;
	}
}

/** The highest counter of a group. */
function highestOf({ groupStart, ranks }: VersionIndex, group: number): number {
	return ranks[(groupStart[group + 1] as number) - 1] as number;
}

/** Who asks what is known of which key. */
interface Known {
	key: number;
	regular: boolean;
	here: number;
	knowledge: Knowledge;
}
