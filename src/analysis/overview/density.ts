import { Op } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';
import { ACTIVITY_OF_OP, KINDS } from './activity.ts';
import { type Axis, eventOf, rankOf } from './axis.ts';

/** Running counts are kept at most for so many lanes and activities in all: 16 MB. */
const MAX_CELLS = 4 << 20;
const MIN_SHIFT = 8;

/**
 * How many events of each activity each lane has in any stretch of an axis. Running counts at every so many events make the cost of
 * a question one of its bins, not of the events in them. A sync counts at both of its replicas.
 */
export class Density {
	readonly lanes: number;
	/** By replica number: its lane, or -1. Lanes are the trace's participants. */
	private readonly laneOf: Int32Array;
	/** A block of events is this many, as a power of two. */
	private readonly shift: number;
	/** By block, lane and activity: the events before the block. */
	private readonly before: Uint32Array;

	/**
	 * O(events of the axis).
	 *
	 * @param minShift the smallest block is 2 to this many events
	 */
	constructor(
		private readonly trace: Trace,
		private readonly axis: Axis,
		minShift = MIN_SHIFT,
	) {
		this.lanes = trace.participants.length;
		this.laneOf = new Int32Array(trace.replicas.size).fill(-1);
		trace.participants.forEach((replica, lane) => {
			this.laneOf[replica] = lane;
		});
		const cells = this.lanes * KINDS;
		let shift = minShift;
		while (((axis.count >> shift) + 1) * cells > MAX_CELLS && shift < 30) shift++;
		this.shift = shift;
		const blocks = (axis.count >> shift) + 1;
		this.before = new Uint32Array(blocks * cells);
		const running = new Uint32Array(cells);
		for (let block = 0; block < blocks; block++) {
			this.before.set(running, block * cells);
			const end = Math.min(axis.count, (block + 1) << shift);
			this.add(running, 1, 0, block << shift, end, { first: 0, count: this.lanes });
		}
	}

	/**
	 * Counts the events in bins [from + i · width, from + (i + 1) · width) of some lanes.
	 *
	 * @returns by lane (one, where they are taken together), then by activity, then by bin
	 */
	count(
		from: number,
		width: number,
		bins: number,
		lanes: Lanes = { first: 0, count: this.lanes },
	): Uint32Array {
		const counts = new Uint32Array((lanes.together ? 1 : lanes.count) * KINDS * bins);
		const edges = Int32Array.from({ length: bins + 1 }, (_, bin) => rankOf(this.axis, from + bin * width));
		const events = (edges[bins] as number) - (edges[0] as number);
		if (events <= (bins << this.shift) >> 1) {
			for (let bin = 0; bin < bins; bin++)
				this.add(counts, bins, bin, edges[bin] as number, edges[bin + 1] as number, lanes);
			return counts;
		}
		let previous = this.upTo(edges[0] as number, lanes);
		for (let bin = 0; bin < bins; bin++) {
			const next = this.upTo(edges[bin + 1] as number, lanes);
			for (let cell = 0; cell < next.length; cell++)
				counts[cell * bins + bin] = (next[cell] as number) - (previous[cell] as number);
			previous = next;
		}
		return counts;
	}

	/** By lane and activity: the events before a rank. */
	private upTo(rank: number, lanes: Lanes): Uint32Array {
		const block = rank >> this.shift;
		const start = (block * this.lanes + lanes.first) * KINDS;
		const before = this.before.subarray(start, start + lanes.count * KINDS);
		const counts = lanes.together ? sumOfLanes(before) : before.slice();
		this.add(counts, 1, 0, block << this.shift, rank, lanes);
		return counts;
	}

	/** Adds the events of ranks [start, end) to one bin of the counts. */
	private add(
		counts: Uint32Array,
		bins: number,
		bin: number,
		start: number,
		end: number,
		{ first, count, together = false }: Lanes,
	): void {
		const { laneOf, axis } = this;
		const { op, replica, peer } = this.trace;
		for (let rank = start; rank < end; rank++) {
			const event = eventOf(axis, rank);
			const operation = op[event] as number;
			const activity = ACTIVITY_OF_OP[operation] as number;
			const at = replica[event] as number;
			const lane = (laneOf[at] as number) - first;
			if (lane >= 0 && lane < count) counts[((together ? 0 : lane) * KINDS + activity) * bins + bin]++;
			if (operation !== Op.sync || peer[event] === at || (peer[event] as number) < 0) continue;
			const other = (laneOf[peer[event] as number] as number) - first;
			if (other >= 0 && other < count) counts[((together ? 0 : other) * KINDS + activity) * bins + bin]++;
		}
	}
}

/** Lanes [first, first + count), each for itself or all taken together as one. */
export interface Lanes {
	first: number;
	count: number;
	together?: boolean;
}

/** Of counts by lane, then by activity: the sums by activity. */
export function sumOfLanes(counts: Uint32Array): Uint32Array {
	const sums = new Uint32Array(KINDS);
	for (let at = 0; at < counts.length; at++) sums[at % KINDS]! += counts[at] as number;
	return sums;
}
