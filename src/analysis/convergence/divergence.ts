import type { LineSource } from '../../trace/source.ts';
import type { Analysis } from '../analysis.ts';
import { hasValue, type Reported, reportedAt, sameReport } from './reported.ts';
import type { ReportVisitor, Seen, SeenCounts } from './seen.ts';

/** The last that a replica reported of a key. */
interface LastReport {
	key: number;
	replica: number;
	event: number;
	/** What it was made from. */
	counts: SeenCounts;
}

/** Replicas whose last reports of a key were made from the same versions, and differ. */
export interface Divergence {
	key: number;
	/** The reports, by replica, in the order of their events; those that say the same too. */
	reports: { replica: number; event: number; value: Reported }[];
	/** The first report from which on two replicas said different things of these same versions. */
	since: number;
	/** What both hold. */
	counts: SeenCounts;
}

/**
 * Collects the last report of every replica on every key, and tells where they diverged: what a replica says of the same
 * versions must not depend on the order in which it got them. A replica that has since received more and not reported again
 * is judged by what it said.
 */
export class Divergences implements ReportVisitor {
	/** By key and replica. */
	private readonly last = new Map<number, LastReport>();

	constructor(
		private readonly analysis: Analysis,
		private readonly seen: Seen,
		private readonly source: LineSource,
	) {}

	onReport(event: number, counts: SeenCounts | null): void {
		const { trace } = this.analysis;
		if (!hasValue(trace, event)) return;
		const key = trace.key[event] as number;
		const replica = trace.replica[event] as number;
		const cell = key * trace.replicas.size + replica;
		const before = this.last.get(cell);
		if (counts === null) this.last.delete(cell);
		else if (before === undefined) this.last.set(cell, { key, replica, event, counts: counts.slice() });
		else {
			before.event = event;
			before.counts.set(counts);
		}
	}

	/** The divergences, in the order of the keys. Reads values of keys that several replicas report from the same versions. */
	find(): Divergence[] {
		const found: Divergence[] = [];
		const byKey = new Map<number, LastReport[]>();
		for (const [, report] of [...this.last].sort(([a], [b]) => a - b)) {
			const reports = byKey.get(report.key);
			if (reports === undefined) byKey.set(report.key, [report]);
			else reports.push(report);
		}
		for (const [key, reports] of byKey) {
			for (const group of groupsOf(reports)) {
				const divergence = this.compare(key, group);
				if (divergence !== null) found.push(divergence);
			}
		}
		if (found.length > 0) this.findSince(found);
		return found;
	}

	private compare(key: number, group: readonly LastReport[]): Divergence | null {
		const { trace } = this.analysis;
		const reports = group.flatMap(({ replica, event }) => {
			const value = reportedAt(trace, this.source, event);
			return value === null ? [] : [{ replica, event, value }];
		});
		const [first] = reports;
		if (first === undefined || reports.every(({ value }) => sameReport(value, first.value))) return null;
		reports.sort((a, b) => a.event - b.event);
		return {
			key,
			reports,
			since: reports.at(-1)?.event ?? first.event,
			counts: (group[0] as LastReport).counts,
		};
	}

	/** Goes through the reports again, for the first time that the same versions were told differently at two replicas. */
	private findSince(found: readonly Divergence[]): void {
		const { trace } = this.analysis;
		const byKey = new Map<number, Divergence[]>();
		for (const divergence of found) {
			const others = byKey.get(divergence.key);
			if (others === undefined) byKey.set(divergence.key, [divergence]);
			else others.push(divergence);
		}
		const said = new Map<Divergence, { replica: number; value: Reported }[]>();
		const done = new Set<Divergence>();
		this.seen.walk({
			onReport: (event, counts) => {
				const candidates = byKey.get(trace.key[event] as number);
				if (candidates === undefined || counts === null || !hasValue(trace, event)) return;
				const divergence = candidates.find((one) => one.counts.every((count, i) => count === counts[i]));
				if (divergence === undefined || done.has(divergence)) return;
				const value = reportedAt(trace, this.source, event);
				if (value === null) return;
				const replica = trace.replica[event] as number;
				const before = said.get(divergence) ?? [];
				if (before.some((other) => other.replica !== replica && !sameReport(other.value, value))) {
					divergence.since = event;
					done.add(divergence);
				} else if (!before.some((other) => other.replica === replica && sameReport(other.value, value)))
					said.set(divergence, [...before, { replica, value }]);
			},
		});
	}
}

/** Reports made from the same versions, by twos and more. */
function groupsOf(reports: readonly LastReport[]): LastReport[][] {
	if (reports.length < 2) return [];
	const groups = new Map<string, LastReport[]>();
	for (const report of reports) {
		const name = report.counts.join();
		const group = groups.get(name);
		if (group === undefined) groups.set(name, [report]);
		else group.push(report);
	}
	return [...groups.values()].filter((group) => group.length > 1);
}
