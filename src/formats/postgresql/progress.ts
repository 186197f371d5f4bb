import { firstWhere } from '../../trace/firstWhere.ts';
import type { LogTime } from './time.ts';

/** Commit times of one server run as its commits do, but for transactions that commit at once: those are told apart by more than this, in microseconds. */
export const GUARD = 1000;

/**
 * How far one server had applied what another one sent, as far as the times of its reports tell: the stream of another server
 * arrives in the order of its commits, so a report of one transaction tells of all before and after it.
 */
export class Progress {
	private readonly arrivals: { log: LogTime; time: number; applied: boolean; pending: boolean }[] = [];
	private sorted = true;
	/** By number of arrivals: the latest that had been applied. */
	private received: number[] = [];
	/** From an arrival on: the earliest that was still to be applied. */
	private pending: number[] = [];

	/**
	 * @param log when, by the reporting server's clock
	 * @param time commit time of what arrived, at its origin
	 * @param applied it then was part of what the server knows
	 * @param pending it was not before
	 */
	add(log: LogTime, time: number, applied: boolean, pending: boolean): void {
		this.arrivals.push({ log, time, applied, pending });
		this.sorted = false;
	}

	/**
	 * Whether a transaction had arrived when the server committed one of its own; null where the reports do not tell.
	 *
	 * @param time commit time of the arriving one, at its origin
	 * @param at commit time of the server's own
	 */
	hadArrived(time: number, at: number): boolean | null {
		this.sort();
		const before = firstWhere(0, this.arrivals.length, (i) => {
			const { log } = this.arrivals[i] as { log: LogTime };
			return log.at + log.unit > at;
		});
		const received = this.received[before - 1] ?? Number.NEGATIVE_INFINITY;
		if (time === received || time < received - GUARD) return true;
		let after = before;
		while (after < this.arrivals.length && (this.arrivals[after] as { log: LogTime }).log.at <= at) after++;
		const pending = this.pending[after] ?? Number.POSITIVE_INFINITY;
		return time === pending || time > pending + GUARD ? false : null;
	}

	private sort(): void {
		if (this.sorted) return;
		this.sorted = true;
		this.arrivals.sort((a, b) => a.log.at - b.log.at);
		let latest = Number.NEGATIVE_INFINITY;
		this.received = this.arrivals.map(({ time, applied }) => {
			if (applied) latest = Math.max(latest, time);
			return latest;
		});
		let earliest = Number.POSITIVE_INFINITY;
		this.pending = this.arrivals
			.toReversed()
			.map(({ time, pending }) => {
				if (pending) earliest = Math.min(earliest, time);
				return earliest;
			})
			.toReversed();
	}
}
