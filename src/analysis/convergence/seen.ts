import { Op } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';
import { Knowledge } from '../knowledge.ts';
import type { CounterIndex } from '../recordedCausality.ts';
import { groupOf, placeAfter, sameGroups } from '../versionIndex.ts';
import { coverContext } from './coverContext.ts';

/**
 * What was seen of one key: by replica that has dots of the key, how many of their versions, in the order of their counters.
 * Replicas stand in the order of the key's groups in {@link Seen.index}.
 */
export type SeenCounts = Int32Array;

/** Told the reports (reads and states) and the versions of a trace, in causal order. */
export interface ReportVisitor {
	/** `seen` is null where the trace does not tell what the report was made from; it is reused: copy what is kept. */
	onReport(event: number, seen: SeenCounts | null): void;
	onVersion?(version: number, event: number): void;
}

/**
 * Tells what reads and states were made from: what the vector on their line covers, or else, and where causality is derived,
 * what their replica then held. A key whose dots are out of order or unsound has no beginning of a list that could be
 * held, so without a vector nothing is told of it.
 */
export class Seen {
	readonly index: CounterIndex;
	private readonly replays: boolean;
	private readonly versionOf: Int32Array;
	/** By key: 1 where what is held is the beginning of each list, 0 where not, 2 unknown. */
	private readonly regular: Uint8Array;
	/** By key: 1 where a version is left out as unsound. */
	private readonly unsound: Uint8Array;
	/** By their sizes. */
	private readonly ofReports: SeenCounts[] = [];
	private readonly ofContexts: SeenCounts[] = [];

	/** O(n log n) for n versions, mostly linear. */
	constructor(private readonly analysis: Analysis) {
		const { trace, versions } = analysis;
		this.index = analysis.byCounter;
		this.versionOf = new Int32Array(trace.count).fill(-1);
		for (let version = 0; version < versions.count; version++)
			this.versionOf[versions.event[version] as number] = version;
		this.regular = new Uint8Array(trace.keys.size).fill(2);
		this.unsound = new Uint8Array(trace.keys.size);
		for (let version = 0; version < versions.count; version++) {
			if (versions.excluded[version] === 1)
				this.unsound[trace.key[versions.event[version] as number] as number] = 1;
		}
		this.replays = this.needsReplay();
	}

	/** How many groups a key has: the length of what is seen of it. */
	size(key: number): number {
		return (this.index.keyGroups[key + 1] as number) - (this.index.keyGroups[key] as number);
	}

	/** The version at a rank (from 0) of a key's group. */
	version(key: number, group: number, rank: number): number {
		const { keyGroups, groupStart, items } = this.index;
		return items[(groupStart[(keyGroups[key] as number) + group] as number) + rank] as number;
	}

	/** How many versions a key's group has. */
	length(key: number, group: number): number {
		const at = (this.index.keyGroups[key] as number) + group;
		return (this.index.groupStart[at + 1] as number) - (this.index.groupStart[at] as number);
	}

	/** The replica of a key's group. */
	replica(key: number, group: number): number {
		return this.index.groupReplica[(this.index.keyGroups[key] as number) + group] as number;
	}

	/** The group and rank of a version; the group is -1 where the version has no dot. */
	placeOf(key: number, version: number): { group: number; rank: number } {
		const { versions } = this.analysis;
		const group = groupOf(this.index, key, versions.replica[version] as number);
		if (group < 0 || (versions.counter[version] as number) < 1) return { group: -1, rank: 0 };
		const rank = this.countUpTo(group, versions.counter[version] as number) - 1;
		return { group: group - (this.index.keyGroups[key] as number), rank };
	}

	/** Walks the reports and versions. O(events · replicas). */
	walk(visitor: ReportVisitor): void {
		const { trace, order, sendOf, cutSyncs } = this.analysis;
		if (this.replays) {
			const knowledge = new Knowledge(trace, sendOf, cutSyncs, this.analysis.byTime, {
				onVersion: (event) => {
					coverContext(this.analysis, knowledge, this.versionOf[event] as number);
					visitor.onVersion?.(this.versionOf[event] as number, event);
				},
				onVector: (event) => {
					if (this.analysis.causality === 'recorded') knowledge.coverBy(event);
				},
				onReport: (event) => {
					if (isReport(trace, event)) visitor.onReport(event, this.seenAt(event, knowledge));
				},
			});
			knowledge.replay(order, () => {});
			return;
		}
		for (let i = 0; i < trace.count; i++) {
			const event = order === null ? i : (order[i] as number);
			if (isReport(trace, event)) visitor.onReport(event, this.seenAt(event, null));
			else if ((this.versionOf[event] as number) >= 0)
				visitor.onVersion?.(this.versionOf[event] as number, event);
		}
	}

	/** What the context of a version says it has seen of its key. Reused from call to call. */
	ofContext(key: number, version: number): SeenCounts {
		const { versions } = this.analysis;
		return this.read(key, versions.pool, versions.vector[version] as number, version, this.ofContexts);
	}

	private seenAt(event: number, knowledge: Knowledge | null): SeenCounts | null {
		const { trace, causality } = this.analysis;
		const key = trace.key[event] as number;
		if (key < 0 || this.unsound[key] === 1) return null;
		const vector = trace.vector[event] as number;
		if (causality === 'recorded' && vector >= 0)
			return this.read(key, trace.vectors, vector, -1, this.ofReports);
		return knowledge !== null && this.isRegular(key)
			? this.held(key, trace.replica[event] as number, knowledge)
			: null;
	}

	private read(
		key: number,
		pool: Trace['vectors'],
		start: number,
		own: number,
		buffers: SeenCounts[],
	): SeenCounts {
		const { versions } = this.analysis;
		const first = this.index.keyGroups[key] as number;
		const counts = this.cleared(key, buffers);
		if (start < 0) return counts;
		const plain = own >= 0 && versions.dotted[own] === 0 ? (versions.replica[own] as number) : -1;
		for (let i = pool.size(start) - 1; i >= 0; i--) {
			const replica = pool.replica(start, i);
			const group = groupOf(this.index, key, replica);
			if (group < 0) continue;
			const counter = pool.counter(start, i) - (replica === plain ? 1 : 0);
			counts[group - first] = this.countUpTo(group, counter);
		}
		return counts;
	}

	private held(key: number, replica: number, knowledge: Knowledge): SeenCounts {
		const counts = this.cleared(key, this.ofReports);
		const row = knowledge.rowOf(replica, key);
		for (let i = 0; i < counts.length; i++) {
			const group = (this.index.keyGroups[key] as number) + i;
			const writer = this.index.groupReplica[group] as number;
			const received = knowledge.counts[row + i] as number;
			counts[i] = Math.max(received, this.countUpTo(group, knowledge.told.of(replica, key, writer)));
		}
		return counts;
	}

	private countUpTo(group: number, counter: number): number {
		const { groupStart } = this.index;
		const start = groupStart[group] as number;
		if (counter < 1) return 0;
		if (this.index.dense[group] === 1) return Math.min(counter, (groupStart[group + 1] as number) - start);
		return placeAfter(this.index, group, counter) - start;
	}

	private cleared(key: number, buffers: SeenCounts[]): SeenCounts {
		const size = this.size(key);
		const known = buffers[size];
		if (known !== undefined) return known.fill(0);
		const fresh = new Int32Array(size);
		buffers[size] = fresh;
		return fresh;
	}

	/** Whether no version of a key is left out as unsound. */
	isSound(key: number): boolean {
		return this.unsound[key] === 0;
	}

	/** Whether what is held of each list is its beginning: dots rise with time, none is used twice. */
	private isRegular(key: number): boolean {
		if (this.regular[key] === 2) {
			const same = sameGroups(this.analysis.byTime, this.index, key);
			this.regular[key] = same && this.rises(key) ? 1 : 0;
		}
		return this.regular[key] === 1;
	}

	private rises(key: number): boolean {
		const { keyGroups, groupStart, ranks } = this.index;
		for (let group = keyGroups[key] as number; group < (keyGroups[key + 1] as number); group++) {
			for (let i = (groupStart[group] as number) + 1; i < (groupStart[group + 1] as number); i++)
				if (ranks[i] === ranks[i - 1]) return false;
		}
		return true;
	}

	/** Whether some report does not carry what it was made from. */
	private needsReplay(): boolean {
		const { trace, causality } = this.analysis;
		for (let event = 0; event < trace.count; event++) {
			if (!isReport(trace, event)) continue;
			if (causality === 'derived' || (trace.vector[event] as number) < 0) return true;
		}
		return false;
	}
}

function isReport({ op }: Trace, event: number): boolean {
	return op[event] === Op.read || op[event] === Op.state;
}
