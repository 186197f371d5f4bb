import { grown } from '../../trace/growable.ts';
import type { Analysis } from '../analysis.ts';
import type { KeyView } from '../keyView.ts';
import type { Lanes } from './lanes.ts';
import { type SeenVisitor, walkSeen } from './seenWrites.ts';

/** In traces of more events, writes count for what is near them only: older ones are bound by what lies between. */
const SMALL = 4096;

/**
 * What messages and ordered writes tell of clocks, by when: the trace is cut into buckets of as many events each, and for each
 * pair of replicas and each pair of buckets that hold the two events the tightest bound is kept.
 */
export class BucketEdges implements SeenVisitor {
	count = 0;
	/** The buckets of the two events, the lower one first. */
	first = new Int32Array(16);
	last = new Int32Array(16);
	from = new Int32Array(16);
	to = new Int32Array(16);
	ms = new Float64Array(16);
	earlier = new Int32Array(16);
	later = new Int32Array(16);
	private readonly ids = new Map<number, number>();
	private readonly reach: number;
	private readonly time: Int32Array | null;

	/** O(events + versions · replicas). */
	constructor(
		private readonly analysis: Analysis,
		readonly buckets: number,
	) {
		const { trace, sendOf, order } = analysis;
		this.reach = trace.count <= SMALL ? buckets : Math.ceil(buckets / 16);
		this.time = order === null ? null : new Int32Array(order.length);
		if (this.time !== null && order !== null)
			for (let i = 0; i < order.length; i++) this.time[order[i] as number] = i;
		for (let receive = 0; receive < sendOf.length; receive++) {
			const send = sendOf[receive] as number;
			if (send >= 0) this.add(send, receive);
		}
		walkSeen(analysis, this);
	}

	/** The bucket of an event. */
	bucketOf(event: number): number {
		const time = this.time === null ? event : (this.time[event] as number);
		return Math.floor((time * this.buckets) / this.analysis.trace.count);
	}

	onVersion(place: number, seen: Int32Array, view: KeyView, lanes: Lanes): void {
		const { versions, ids } = view;
		const later = versions.event[ids[place] as number] as number;
		for (let lane = 0; lane < lanes.count; lane++) {
			const count = seen[lanes.list[lane] as number] as number;
			if (count === 0) continue;
			const last = lanes.lastSeen(lane, count);
			const greatest = lanes.greatestSeen(lane, count);
			if (last >= 0) this.add(versions.event[ids[last] as number] as number, later);
			if (greatest >= 0 && greatest !== last)
				this.add(versions.event[ids[greatest] as number] as number, later);
		}
	}

	private add(earlier: number, later: number): void {
		const { trace } = this.analysis;
		const ms = (trace.ts[later] as number) - (trace.ts[earlier] as number);
		if (!Number.isFinite(ms)) return;
		// A vector may claim a version that is only written later on.
		const first = Math.min(this.bucketOf(earlier), this.bucketOf(later));
		const last = Math.max(this.bucketOf(earlier), this.bucketOf(later));
		if (last - first > this.reach) return;
		const from = trace.replica[earlier] as number;
		const to = trace.replica[later] as number;
		const replicas = trace.replicas.size;
		const cell = ((first * this.buckets + last) * replicas + from) * replicas + to;
		let id = this.ids.get(cell);
		if (id === undefined) {
			id = this.append(first, last, from, to);
			this.ids.set(cell, id);
		} else if (ms >= (this.ms[id] as number)) return;
		this.ms[id] = ms;
		this.earlier[id] = earlier;
		this.later[id] = later;
	}

	private append(first: number, last: number, from: number, to: number): number {
		const id = this.count++;
		for (const name of ['first', 'last', 'from', 'to', 'earlier', 'later'] as const)
			this[name] = grown(this[name], this.count);
		this.ms = grown(this.ms, this.count);
		this.first[id] = first;
		this.last[id] = last;
		this.from[id] = from;
		this.to[id] = to;
		return id;
	}
}
