import type { FileContents } from './files.ts';
import { foreignTimes } from './foreignTimes.ts';
import type { Judged } from './judged.ts';
import { Keys } from './keys.ts';
import { findOrigins } from './localOrigins.ts';
import { mapOrigins, type Node } from './nodes.ts';
import { nodesOf } from './nodesOf.ts';
import type { KeyPast } from './past.ts';
import { type Evidence, pastsOf } from './pasts.ts';
import { Progress } from './progress.ts';
import type { Named, Report } from './report.ts';
import { Sequences } from './sequences.ts';
import { type Copy, type Streams, sortStreams } from './streams.ts';
import { type Write, Writes } from './writes.ts';

/** Everything that the logs of several servers tell together. */
export interface Joined {
	readonly writes: readonly Write[];
	readonly past: ReadonlyMap<string, KeyPast>;
	readonly judged: readonly Judged[];
	/** Replicated changes in the streams: where a server shows that it has a write. */
	readonly copies: readonly Shown[];
	/** By server: the order of each key's writes, where a stream shows all of them. */
	readonly complete: ReadonlyMap<string, Sequences>;
}

/** A write of another server in a server's stream. */
export interface Shown {
	readonly copy: Copy;
	readonly write: Write;
	/** Commit time of the server's own transaction before it, microseconds since the Unix epoch; 0: there is none. */
	readonly after: number;
}

/** What the manifest's maps tell. */
export interface Given {
	readonly origins: Readonly<Record<string, string>>;
	readonly keys: Readonly<Record<string, string>>;
}

/**
 * Joins the logs of several servers. A server's report names a transaction of its own and one of another server; the other
 * server's logs show whether it had the first when it committed the second. Per key, every server's writes get bounds on how
 * many of every other's were seen: exact from a stream with all changes, else from reports and their times.
 */
export function join(files: readonly (FileContents & { node: string })[], given: Given): Joined {
	const nodes = nodesOf(files);
	const keys = new Keys(
		nodes.flatMap(({ reports }) => reports),
		nodes.flatMap(({ streams }) => streams.map(({ transactions }) => transactions)),
		given.keys,
	);
	const originName = mapOrigins(nodes, keys, given.origins);
	const foreign = foreignTimes(nodes);
	const streams = nodes.map((node) =>
		sortStreams(node, keys, (time) => foreign.get(node.name)?.has(time) ?? false),
	);
	return new Join(nodes, streams, keys, originName).run();
}

class Join implements Evidence {
	private readonly writes = new Writes();
	private readonly sequences = new Map<string, Sequences>();
	readonly complete = new Map<string, Sequences>();
	readonly progress = new Map<string, Progress>();
	readonly begins = new Map<string, number>();
	private readonly copies: Shown[] = [];
	private readonly judged: Judged[] = [];
	/** Writes of a server that it committed before others arrived. */
	readonly before = new Map<Write, Set<Write>>();
	/** Servers whose logs tell what they dropped. */
	readonly logged: ReadonlySet<string>;

	constructor(
		private readonly nodes: readonly Node[],
		private readonly streams: readonly Streams[],
		private readonly keys: Keys,
		private readonly originName: (node: string, origin: string) => string,
	) {
		this.logged = new Set(nodes.filter(({ hasLog }) => hasLog).map(({ name }) => name));
	}

	run(): Joined {
		for (const { name } of this.nodes) this.sequences.set(name, new Sequences());
		this.addStreams();
		for (const { name, reports } of this.nodes) for (const report of reports) this.meetReport(name, report);
		const absent: { node: string; report: Report; arrived: Write }[] = [];
		for (const { name, reports } of this.nodes) {
			for (const report of reports) {
				const arrived = this.arrived(name, report);
				if (arrived === null) continue;
				const met = this.met(name, report);
				if (met === null) absent.push({ node: name, report, arrived });
				else this.placeAfter(name, report, met, arrived);
			}
		}
		for (const { node, report, arrived } of absent) this.placeAbsent(node, report, arrived);
		const past = pastsOf(this.writes, this.judged, this);
		return {
			writes: this.writes.all,
			past,
			judged: this.judged,
			copies: this.copies,
			complete: this.complete,
		};
	}

	private addStreams(): void {
		const originOf = findOrigins(this.nodes, this.streams, this.originName);
		for (const { node, own } of this.streams) for (const copy of own ?? []) this.meetCopy(copy, node);
		for (const { node, all } of this.streams) {
			if (all === null) continue;
			const sequences = this.sequences.get(node) as Sequences;
			this.complete.set(node, sequences);
			let after = 0;
			for (const copy of all) {
				const origin = originOf(copy);
				const write = this.meetCopy(copy, origin);
				sequences.append(copy.key, write);
				if (origin !== node) {
					this.copies.push({ copy, write, after });
					this.begin(node, write);
				} else after = Math.max(after, copy.transaction.time ?? 0);
			}
		}
	}

	private meetCopy({ key, node, change, isOldKey, transaction, place }: Copy, origin: string): Write {
		const isDelete = isOldKey || change.operation === 'delete';
		return this.writes.meet({
			key,
			origin,
			time: transaction.time,
			xid: origin === node ? transaction.xid : null,
			operation: isDelete ? 'delete' : 'write',
			value: isDelete ? null : Object.fromEntries([...change.row].filter(([, value]) => value !== undefined)),
			file: transaction.file,
			place,
			quality: origin === node ? 0 : 1,
		});
	}

	/** The writes that a report names come to be known, under both keys where it is about two rows. */
	private meetReport(node: string, report: Report): void {
		const arrived = this.arrived(node, report);
		const met = this.met(node, report);
		if (arrived === null) return;
		const { entry } = report;
		if (met !== null) this.observe(node, met.origin, entry.time, met, true, false);
		this.observe(node, arrived.origin, entry.time, arrived, report.outcome !== 'refused', true);
		this.begin(node, arrived);
	}

	private begin(node: string, { origin, time }: Write): void {
		const name = `${node}\n${origin}`;
		if (time !== null) this.begins.set(name, Math.min(time, this.begins.get(name) ?? time));
	}

	private observe(
		node: string,
		origin: string,
		log: Report['entry']['time'],
		{ time }: Write,
		applied: boolean,
		pending: boolean,
	): void {
		if (log === null || time === null || origin === node) return;
		this.progressOf(node, origin).add(log, time, applied, pending);
	}

	private progressOf(node: string, origin: string): Progress {
		const name = `${node}\n${origin}`;
		let progress = this.progress.get(name);
		if (progress === undefined) {
			progress = new Progress();
			this.progress.set(name, progress);
		}
		return progress;
	}

	private arrived(
		node: string,
		report: Report,
		key = this.keys.ofReport(report, report.remote),
	): Write | null {
		return key === null ? null : this.mention(node, report, report.remote, key, report.operation, 3);
	}

	/** The write of the row that the change met; where the row had been deleted and the report says by whom, that delete. */
	private met(node: string, report: Report, key?: string): Write | null {
		const { local, deleted } = report;
		if (local !== null) {
			const own = key ?? this.keys.ofReport(report, local);
			return own === null ? null : this.mention(node, report, local, own, 'update', 2);
		}
		const other = key ?? this.keys.ofReport(report, report.remote);
		return deleted === null || other === null
			? null
			: this.mention(node, report, deleted, other, 'delete', 2);
	}

	private mention(
		node: string,
		report: Report,
		named: Named,
		key: string,
		operation: Report['operation'],
		quality: number,
	): Write {
		const origin =
			named.origin === 'local'
				? node
				: named.origin === null
					? 'unknown'
					: this.originName(node, named.origin);
		const { entry } = report;
		const isDelete = operation === 'delete';
		return this.writes.meet({
			key,
			origin,
			time: named.time,
			// The id of a row's writer is the one of this server, also where the writer is another one.
			xid: origin === node || named === report.remote ? named.xid : null,
			operation: isDelete ? 'delete' : 'write',
			value: isDelete ? null : this.keys.valueOf(report.relation, named.tuple),
			file: entry.file,
			place: entry.detailPlace,
			quality,
		});
	}

	private placeAfter(node: string, report: Report, met: Write, arrived: Write): void {
		const judge = (key: string, first: Write, second: Write) => {
			this.complete.get(node)?.after(key, first, second);
			if (first.origin === node) this.note(first, second);
			return first;
		};
		judge(met.key, met, met.key === arrived.key ? arrived : (this.arrived(node, report, met.key) as Write));
		if (met.key !== arrived.key) {
			judge(arrived.key, this.met(node, report, arrived.key) as Write, arrived);
		}
		const other = met.key === arrived.key ? arrived : (this.arrived(node, report, met.key) as Write);
		this.judged.push({ node, report, met, arrived: other, key: met.key, verdict: 'undecided' });
	}

	private note(first: Write, second: Write): void {
		const others = this.before.get(first);
		if (others === undefined) this.before.set(first, new Set([second]));
		else others.add(second);
	}

	/** The change met no row: somebody must have deleted it. */
	private placeAbsent(node: string, report: Report, arrived: Write): void {
		const { time } = report.entry;
		const isBefore = (write: Write) =>
			write.origin !== node || write.time === null || time === null || write.time < time.at + time.unit;
		let met = this.complete.get(node)?.whereAbsent(arrived.key, arrived, isBefore) ?? null;
		if (met !== null && met.operation !== 'delete') met = null;
		if (met === null && !this.complete.has(node)) {
			const deletes = this.writes
				.ofKey(arrived.key)
				.filter((write) => write.operation === 'delete' && write.origin === node && isBefore(write));
			met = deletes.sort((a, b) => (a.time ?? 0) - (b.time ?? 0)).at(-1) ?? this.imply(node, report, arrived);
		}
		if (met !== null && met !== arrived && met.origin === node) this.note(met, arrived);
		this.judged.push({ node, report, met, arrived, key: arrived.key, verdict: 'undecided' });
	}

	/** A delete that no log names. */
	private imply(node: string, { entry }: Report, { key }: Write): Write {
		const { time, file, place } = entry;
		const known = this.writes.ofKey(key).find((write) => write.implied && write.origin === node);
		return (
			known ??
			this.writes.add({
				key,
				origin: node,
				time: time?.at ?? null,
				xid: null,
				operation: 'delete',
				value: null,
				file,
				place,
				quality: 4,
				implied: true,
				index: 0,
			})
		);
	}
}
