import { Op } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';

/** The order of each replica's own events, worked out afresh: a checker takes nothing over from what it checks. */
export class Programs {
	private readonly known = new Map<number, Map<number, number>>();

	constructor(private readonly trace: Trace) {}

	/** The place of an event among those of a replica, -1 where it does not happen there. */
	place(replica: number, event: number): number {
		let places = this.known.get(replica);
		if (places === undefined) {
			places = new Map(this.eventsOf(replica).map((one, place) => [one, place]));
			this.known.set(replica, places);
		}
		return places.get(event) ?? -1;
	}

	/** The events of a replica: in the order of the file, or by seq, one without a seq keeping to the one before it. */
	private eventsOf(replica: number): number[] {
		const { trace } = this;
		const rows: { event: number; seq: number }[] = [];
		let seq = Number.NEGATIVE_INFINITY;
		for (let event = 0; event < trace.count; event++) {
			const here =
				trace.replica[event] === replica || (trace.op[event] === Op.sync && trace.peer[event] === replica);
			if (!here) continue;
			const own = trace.seq.length > 0 ? (trace.seq[event] as number) : Number.NaN;
			if (!Number.isNaN(own)) seq = own;
			rows.push({ event, seq });
		}
		rows.sort((a, b) => (a.seq === b.seq ? 0 : a.seq < b.seq ? -1 : 1));
		return rows.map(({ event }) => event);
	}
}
