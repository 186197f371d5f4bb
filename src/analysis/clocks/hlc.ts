import { createsVersion } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';
import type { KeyView } from '../keyView.ts';
import type { SeenVisitor } from './seenWrites.ts';

/** What is wrong with a hybrid logical clock. */
export type HlcFault =
	/** It does not exceed that of a version in its past, or that of an event before it at its replica. */
	| 'order'
	/** Its wall part is behind the replica's own clock at that event. */
	| 'behind'
	/** Its wall part is ahead of the replica's own clock by more than the setting allows. */
	| 'drift';

export interface HlcViolation {
	fault: HlcFault;
	event: number;
	/** The event whose clock is not exceeded; -1 for the other faults. */
	before: number;
	/** Milliseconds behind or ahead; 0 for an order. */
	ms: number;
}

/** Whether the trace has hybrid logical clocks at all. */
export function hasHlc(trace: Trace): boolean {
	return trace.hlcWall.length > 0;
}

/** Checks hybrid logical clocks along the versions of each key: every one exceeds all that its version has seen. */
export class HlcOrder implements SeenVisitor {
	/** By event of a version: the event in its past with the greatest clock that it does not exceed. */
	readonly exceeded = new Map<number, number>();
	/** By place in the view's lists: the event with the greatest clock up to there, -1 while none has one. */
	private greatest = new Int32Array(16);

	constructor(private readonly trace: Trace) {}

	onKey(_key: number, view: KeyView): void {
		if (this.greatest.length < view.size) this.greatest = new Int32Array(view.size * 2);
		for (let p = 0; p < view.replicas; p++) {
			let best = -1;
			for (let i = view.listStart[p] as number; i < (view.listStart[p + 1] as number); i++) {
				const event = view.versions.event[view.ids[view.list[i] as number] as number] as number;
				if (hasClock(this.trace, event) && (best < 0 || compareHlc(this.trace, event, best) > 0))
					best = event;
				this.greatest[i] = best;
			}
		}
	}

	onVersion(place: number, seen: Int32Array, view: KeyView): void {
		const event = view.versions.event[view.ids[place] as number] as number;
		if (!hasClock(this.trace, event)) return;
		let worst = -1;
		for (let p = 0; p < view.replicas; p++) {
			const count = seen[p] as number;
			if (count === 0) continue;
			const before = this.greatest[(view.listStart[p] as number) + count - 1] as number;
			if (before < 0 || compareHlc(this.trace, event, before) > 0) continue;
			if (worst < 0 || compareHlc(this.trace, before, worst) > 0) worst = before;
		}
		if (worst >= 0) this.exceeded.set(event, worst);
	}
}

/**
 * The violations of a trace, one for each event and fault, in causal order: clocks against the past of their versions, against
 * the replica's earlier events, and against the replica's wall clock. O(events).
 *
 * @param exceeded what {@link HlcOrder} found
 * @param driftMs how far a clock may be ahead of its replica's own
 */
export function hlcViolations(
	trace: Trace,
	order: Int32Array | null,
	exceeded: ReadonlyMap<number, number>,
	driftMs: number,
): HlcViolation[] {
	const violations: HlcViolation[] = [];
	const greatest = new Int32Array(trace.replicas.size).fill(-1);
	for (let i = 0; i < trace.count; i++) {
		const event = order === null ? i : (order[i] as number);
		if (!createsVersion(trace.op[event] as number) || !hasClock(trace, event)) continue;
		const at = trace.replica[event] as number;
		const own = greatest[at] as number;
		const seen = exceeded.get(event) ?? -1;
		const notExceeded = own >= 0 && compareHlc(trace, event, own) <= 0;
		if (seen >= 0 || notExceeded)
			violations.push({ fault: 'order', event, before: seen >= 0 ? seen : own, ms: 0 });
		if (own < 0 || !notExceeded) greatest[at] = event;
		const ahead = (trace.hlcWall[event] as number) - (trace.ts[event] as number);
		// A clock of whole milliseconds is not behind one that has fractions.
		if (ahead <= -1) violations.push({ fault: 'behind', event, before: -1, ms: -ahead });
		else if (ahead > driftMs) violations.push({ fault: 'drift', event, before: -1, ms: ahead });
	}
	return violations;
}

/** Compares the clocks of two events by wall, then logical part. */
export function compareHlc({ hlcWall, hlcLogical }: Trace, a: number, b: number): number {
	return (
		(hlcWall[a] as number) - (hlcWall[b] as number) || (hlcLogical[a] as number) - (hlcLogical[b] as number)
	);
}

function hasClock({ hlcWall, hlcLogical }: Trace, event: number): boolean {
	return Number.isFinite(hlcWall[event]) && Number.isFinite(hlcLogical[event]);
}
