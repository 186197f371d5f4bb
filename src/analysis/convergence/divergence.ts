import { grown } from '../../trace/growable.ts';
import type { LineSource } from '../../trace/source.ts';
import { Flag } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';
import { CellTable } from '../cellTable.ts';
import { CountsPool } from './countsPool.ts';
import { hasValue, type Reported, reportedAt, reportedIn, reportText, sameReport } from './reported.ts';
import type { ReportVisitor, Seen, SeenCounts } from './seen.ts';

/** Reports of a key that were made from the same versions. */
interface Group {
	key: number;
	events: number[];
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
	/** By key and replica: the number of the last report, from 1. */
	private readonly last: CellTable;
	private count = 0;
	/** By number: its event (-1: what it was made from is not known), and where it stands in `made` what it was made from. */
	private events = new Int32Array(1 << 10);
	private start = new Int32Array(1 << 10);
	private readonly made = new CountsPool();

	constructor(
		private readonly analysis: Analysis,
		private readonly seen: Seen,
		private readonly source: LineSource,
	) {
		const { trace } = analysis;
		this.last = new CellTable(trace.keys.size * trace.replicas.size);
	}

	onReport(event: number, counts: SeenCounts | null): void {
		const { trace } = this.analysis;
		if (!hasValue(trace, event)) return;
		const key = trace.key[event] as number;
		const cell = key * trace.replicas.size + (trace.replica[event] as number);
		let number = this.last.get(cell) - 1;
		if (number < 0) {
			number = this.count++;
			this.last.set(cell, this.count);
			this.events = grown(this.events, number + 1);
			this.start = grown(this.start, number + 1);
			this.start[number] = this.made.add(this.seen.size(key));
		}
		this.events[number] = counts === null ? -1 : event;
		if (counts !== null) this.made.set(this.start[number] as number, counts);
	}

	/** The divergences, in the order of the keys. Reads values of keys that several replicas report from the same versions. */
	find(): Divergence[] {
		const groups = this.groups();
		const said = this.readAll(groups.flatMap(({ events }) => events));
		const found = groups.flatMap((group) => this.compare(group, said) ?? []);
		if (found.length > 0) this.findSince(found);
		return found;
	}

	/** Last reports of a key that were made from the same versions, by twos and more; by key, events in the order of the trace. */
	private groups(): Group[] {
		const { trace } = this.analysis;
		// Of each key the reports, linked from the first one on.
		const first = new Int32Array(trace.keys.size).fill(-1);
		const next = new Int32Array(this.count);
		for (let number = this.count - 1; number >= 0; number--) {
			const event = this.events[number] as number;
			if (event < 0) continue;
			const key = trace.key[event] as number;
			next[number] = first[key] as number;
			first[key] = number;
		}
		const groups: Group[] = [];
		for (let key = 0; key < first.length; key++) {
			const start = first[key] as number;
			if (start < 0 || (next[start] as number) < 0) continue;
			const ofKey: Group[] = [];
			for (let number = start; number >= 0; number = next[number] as number) {
				const event = this.events[number] as number;
				const made = this.start[number] as number;
				const group = ofKey.find(({ counts }) => this.made.equals(made, counts));
				if (group !== undefined) group.events.push(event);
				else ofKey.push({ key, events: [event], counts: this.made.copy(made, this.seen.size(key)) });
			}
			for (const group of ofKey) if (group.events.length > 1) groups.push(group);
		}
		for (const { events } of groups) events.sort((a, b) => a - b);
		return groups;
	}

	/** The texts of reports, read in the order of the file: values that stand together are read together. */
	private readAll(events: readonly number[]): Map<number, string> {
		const texts = new Map<number, string>();
		for (const event of Int32Array.from(events).sort()) {
			const text = reportText(this.analysis.trace, this.source, event);
			if (text !== null) texts.set(event, text);
		}
		return texts;
	}

	private compare({ key, events, counts }: Group, texts: ReadonlyMap<number, string>): Divergence | null {
		const { trace } = this.analysis;
		const isList = (event: number) => (trace.flags[event] as number) & Flag.values;
		const [, ...others] = events;
		const text = texts.get(events[0] as number);
		// Mostly all say the same in the same words.
		if (others.every((event) => texts.get(event) === text && isList(event) === isList(events[0] as number)))
			return null;
		const reports = events.flatMap((event) => {
			const own = texts.get(event);
			if (own === undefined) return [];
			return [{ replica: trace.replica[event] as number, event, value: reportedIn(trace, event, own) }];
		});
		const [first] = reports;
		if (first === undefined || reports.every(({ value }) => sameReport(value, first.value))) return null;
		return { key, reports, since: reports.at(-1)?.event ?? first.event, counts };
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
