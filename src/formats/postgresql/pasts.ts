import { firstWhere } from '../../trace/firstWhere.ts';
import { grouped } from '../grouped.ts';
import type { Judged } from './judged.ts';
import { type Bounds, KeyPast } from './past.ts';
import { GUARD, type Progress } from './progress.ts';
import type { Sequences } from './sequences.ts';
import type { Write, Writes } from './writes.ts';

/** What the logs show of who had seen what. */
export interface Evidence {
	/** By server: the order of each key's writes, where a stream shows all of them. */
	readonly complete: ReadonlyMap<string, Sequences>;
	/** By server and origin, with a line end between them: how far what the origin sent had been applied. */
	readonly progress: ReadonlyMap<string, Progress>;
	/** By write: what reached its server after it. */
	readonly before: ReadonlyMap<Write, ReadonlySet<Write>>;
	/** Servers whose logs tell what they dropped. */
	readonly logged: ReadonlySet<string>;
	/** By server and origin, as above: the earliest commit of the origin's that is known to have reached the server, microseconds. */
	readonly begins: ReadonlyMap<string, number>;
}

/** The pasts of all writes, by key; sets the verdicts of the reports. */
export function pastsOf(writes: Writes, judged: readonly Judged[], evidence: Evidence): Map<string, KeyPast> {
	const judgedOf = grouped(judged, ({ key }) => key);
	const pasts = new Map<string, KeyPast>();
	for (const [key, own] of grouped(writes.all, (write) => write.key)) {
		const undecided = new Map<Write, Set<Write>>();
		const past = new KeyPast(own, undecided);
		number(key, past, evidence);
		setBounds(key, past, evidence);
		past.closeBounds();
		for (const report of judgedOf.get(key) ?? []) {
			const { met, arrived } = report;
			if (met === null || met === arrived) continue;
			if (past.isBefore(met, arrived) || past.isBefore(arrived, met)) report.verdict = 'disproven';
			else if (past.isConcurrent(met, arrived) && !met.implied) report.verdict = 'proven';
			else pair(undecided, met, arrived);
		}
		past.choose();
		pasts.set(key, past);
	}
	return pasts;
}

/** Numbers each origin's writes: by its own stream, else by commit time, else by transaction id. */
function number(key: string, past: KeyPast, { complete }: Evidence): void {
	for (const [origin, own] of grouped(past.writes, (write) => write.origin)) {
		const places = new Map((complete.get(origin)?.writes(key) ?? []).map((write, i) => [write, i]));
		own.sort((a, b) => {
			const [first, second] = [places.get(a), places.get(b)];
			if (first !== undefined && second !== undefined) return first - second;
			if (a.time !== null && b.time !== null) return a.time - b.time;
			return a.xid !== null && b.xid !== null ? a.xid - b.xid : 0;
		});
		for (const [i, write] of own.entries()) write.index = i + 1;
		past.ofOrigin.set(origin, own);
	}
}

function setBounds(key: string, past: KeyPast, evidence: Evidence): void {
	const timed = new Map(
		[...past.ofOrigin].map(([origin, own]) => [
			origin,
			own.filter(({ time, implied }) => time !== null && !implied),
		]),
	);
	for (const [server, own] of past.ofOrigin) {
		const sequence = evidence.complete.get(server)?.writes(key) ?? [];
		// What is missing in a stream was dropped or never came: a log would tell.
		const known = evidence.logged.has(server) ? null : new Set(sequence);
		const seen = new Map<string, number>();
		for (const write of sequence) {
			if (write.origin === server) past.bounds.set(write, boundsInStream(past, write, seen, known, evidence));
			seen.set(write.origin, Math.max(seen.get(write.origin) ?? 0, write.index));
		}
		for (const write of own) {
			if (!past.bounds.has(write)) past.bounds.set(write, boundsByTime(past, write, timed, evidence));
		}
	}
}

/** @param seen by origin: how many of its writes stand before this one in its server's stream */
function boundsInStream(
	past: KeyPast,
	{ origin: server }: Write,
	seen: ReadonlyMap<string, number>,
	known: ReadonlySet<Write> | null,
	{ begins }: Evidence,
): Map<string, Bounds> {
	const bounds = new Map<string, Bounds>();
	for (const [origin, others] of past.ofOrigin) {
		if (origin === server) continue;
		const least = seen.get(origin) ?? 0;
		let most = least;
		const begin = (begins.get(`${server}\n${origin}`) ?? Number.POSITIVE_INFINITY) - GUARD;
		// What is older than all that is known to have come may have come before the stream begins.
		const mayHaveCome = (write: Write) =>
			(known !== null && !known.has(write)) || (write.time ?? begin) < begin;
		while (most < others.length && mayHaveCome(others[most] as Write)) most++;
		bounds.set(origin, { least, most });
	}
	return bounds;
}

/** @param timed by origin: its writes whose times are known */
function boundsByTime(
	past: KeyPast,
	write: Write,
	timed: ReadonlyMap<string, readonly Write[]>,
	{ progress, before }: Evidence,
): Map<string, Bounds> {
	const bounds = new Map<string, Bounds>();
	const { time, key } = write;
	for (const [origin, others] of past.ofOrigin) {
		if (origin === write.origin) continue;
		const arrivals = progress.get(`${write.origin}\n${origin}`);
		let least = 0;
		let most = others.length;
		for (const other of before.get(write) ?? []) {
			// A report may name a key that it cuts off: the index of a write of another key says nothing here.
			if (other.origin === origin && other.key === key) most = Math.min(most, other.index - 1);
		}
		if (arrivals !== undefined && time !== null && !write.implied) {
			const known = timed.get(origin) ?? [];
			const had = (other: Write) => arrivals.hadArrived(other.time as number, time);
			least = known[firstNot(known, (other) => had(other) === true) - 1]?.index ?? 0;
			const unseen = known[firstNot(known, (other) => had(other) !== false)];
			if (unseen !== undefined) most = Math.min(most, unseen.index - 1);
		}
		bounds.set(origin, { least: Math.min(least, most), most });
	}
	return bounds;
}

/** The number of items at the start of which `holds` is true, where it is true of no later one. Logarithmic. */
function firstNot(items: readonly Write[], holds: (item: Write) => boolean): number {
	return firstWhere(0, items.length, (i) => !holds(items[i] as Write));
}

function pair(pairs: Map<Write, Set<Write>>, a: Write, b: Write): void {
	for (const [first, second] of [
		[a, b],
		[b, a],
	] as const) {
		const others = pairs.get(first);
		if (others === undefined) pairs.set(first, new Set([second]));
		else others.add(second);
	}
}
