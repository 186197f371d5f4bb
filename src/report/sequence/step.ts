import { Op } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';

/**
 * An event as it is drawn. A message is one arrow, at its receive; a send is drawn by itself only where it is `lost` (the
 * trace has no receive of it) or `away` (its receive is outside of what is shown).
 */
export interface Step {
	readonly event: number;
	readonly as: 'event' | 'lost' | 'away';
}

/** Takes the steps in the order in which they are drawn, and keeps those of one page. */
export class Page {
	readonly steps: Step[] = [];
	/** Steps on all pages so far. */
	total = 0;
	/** Arrows on the pages before this one: numbers go on from there. */
	arrowsBefore = 0;
	private readonly first: number;

	constructor(
		private readonly trace: Trace,
		number: number,
		private readonly size: number,
	) {
		this.first = number * size;
	}

	add(event: number, as: Step['as'] = 'event'): void {
		const index = this.total++;
		if (index < this.first) {
			if (this.trace.op[event] !== Op.state) this.arrowsBefore++;
		} else if (index < this.first + this.size) this.steps.push({ event, as });
	}
}
