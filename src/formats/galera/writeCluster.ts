import { firstWhere } from '../../trace/firstWhere.ts';
import { Evidence } from '../../trace/importedColumns.ts';
import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { type DagDot, dagDots } from '../causality/dagDots.ts';
import { EventBatch, type ImportedEvent } from '../eventBatch.ts';
import { plural } from '../plural.ts';
import type { Refusal } from './conflicts.ts';
import { type Branch, type Committed, leadsTo } from './history.ts';
import type { Members } from './members.ts';
import type { Report } from './report.ts';
import { versionsOf } from './rows.ts';
import { rowOf } from './sql.ts';
import type { Tables } from './tables.ts';

interface Cluster {
	readonly committed: readonly Committed[];
	readonly branches: readonly Branch[];
	readonly refusals: readonly Refusal[];
	readonly members: Members;
	readonly tables: Tables;
}

/** A version of a row on its way into the trace: a committed one, or an attempt that was refused. */
interface Version {
	readonly event: Omit<ImportedEvent, 'dot' | 'context'>;
	readonly writer: string;
	/** The seqno at which it took its place, or would have. */
	readonly g: number;
	readonly branch: Branch | null;
	/** What the writer had seen: everything up to this seqno. */
	readonly seen: number;
	readonly refused: boolean;
	/** For an attempt: the winner's seqno. */
	readonly against: number;
	/** The sightings of a committed version in other nodes' binlogs. */
	readonly states: Omit<ImportedEvent, 'dot' | 'context'>[];
}

/** Puts the rows' histories and the refused attempts into the trace. */
export function writeCluster(builder: TraceBuilder, cluster: Cluster): void {
	const batch = new EventBatch();
	const rows = new Map<string, Version[]>();
	const add = (key: string, version: Version) => {
		const versions = rows.get(key) ?? [];
		rows.set(key, versions);
		versions.push(version);
	};
	const keysOf = addCommitted(cluster, add);
	let unnamed = 0;
	for (const refusal of cluster.refusals) if (!addRefusal(cluster, refusal, keysOf, add)) unnamed++;
	const forked = cluster.branches.length > 1;
	for (const versions of rows.values()) writeRow(batch, versions);
	for (const refusal of cluster.refusals)
		for (const report of refusal.reports.slice(1)) addReport(batch, report);
	builder.madeDots = true;
	batch.flush(builder);
	addNotes(builder, cluster, unnamed, forked);
}

/** Adds what the binlogs have. @returns the keys of each seqno's rows */
function addCommitted(
	{ committed, members, tables }: Cluster,
	add: (key: string, version: Version) => void,
): Map<number, Set<string>> {
	const keysOf = new Map<number, Set<string>>();
	const schemas = new Set(
		committed.flatMap(({ copies }) => copies[0]?.rows.map(({ table }) => table.split('.')[0])),
	);
	// The database is named only where there are several: error logs do not name it.
	const nameOf = (table: string) => (schemas.size > 1 ? table : table.slice(table.indexOf('.') + 1));
	for (const { g, copies, branch } of committed) {
		const [first] = copies as [(typeof copies)[number]];
		const only = branch.nodes.size === 1 && branch.parent !== null ? [...branch.nodes][0] : undefined;
		const writer = only ?? members.writerOf(g, null);
		const last = new Map(
			first.rows.flatMap((change, row) =>
				versionsOf(change, tables, nameOf).map((made) => [made.key, { made, row }]),
			),
		);
		keysOf.set(g, new Set([...(keysOf.get(g) ?? []), ...last.keys()]));
		for (const [key, { made, row }] of last) {
			const event = {
				op: made.deleted ? Op.delete : Op.write,
				at: writer,
				key,
				ts: first.ts,
				seq: first.ts,
				native: `seqno ${g}`,
				...(made.value !== null && { value: { json: made.value } }),
			};
			add(key, {
				event: { ...event, file: first.file, place: made.change.place },
				writer,
				g,
				branch,
				seen: g - 1,
				refused: false,
				against: 0,
				states: copies.slice(1).flatMap((copy) => {
					const place = copy.rows[row]?.place;
					return place === undefined || copy.node === null
						? []
						: [{ op: Op.state, at: copy.node, key, seq: copy.ts, file: copy.file, place }];
				}),
			});
		}
	}
	return keysOf;
}

/** Adds a refused attempt to the row that it was about. @returns false where only the hash of its key is known */
function addRefusal(
	{ members, refusals }: Cluster,
	refusal: Refusal,
	keysOf: Map<number, Set<string>>,
	add: (key: string, version: Version) => void,
): boolean {
	const { winner, victimNode, connection, victimG, seen, hash, reports } = refusal;
	const sql = refusal.winnerSql ?? refusals.find((other) => other.winner === winner)?.winnerSql ?? null;
	const named = [refusal.victimSql, sql].flatMap((text) => (text === null ? [] : (rowOf(text) ?? [])));
	const known = [...(keysOf.get(winner) ?? [])];
	const byStatement = named.map(({ table, key }) => `${table}:${key}`);
	const contested =
		known.length <= 1
			? known
			: known.filter((key) => byStatement.some((text) => key === text || key.endsWith(`.${text}`)));
	const fallback = byStatement.at(-1) ?? (hash === null ? `seqno ${winner}` : `key ${hash}`);
	const keys = contested.length > 0 ? contested : known.length > 0 ? known : [fallback];
	const own = reports.find(({ node }) => node === victimNode) ?? (reports[0] as Report);
	const { file, place, ts } = own;
	for (const key of keys) {
		if (known.length === 0 && !keysOf.get(winner)?.has(key)) {
			// The binlogs are not there: the winner is known by the report alone.
			keysOf.set(winner, new Set([key]));
			const writer = members.writerOf(winner, victimNode);
			const native = `seqno ${winner}`;
			const value = sql === null ? {} : { value: { json: { sql: printable(sql) } } };
			add(key, {
				event: { op: Op.write, at: writer, key, ts, seq: ts, native, file, place, ...value },
				writer,
				g: winner,
				branch: null,
				seen: winner - 1,
				refused: false,
				against: 0,
				states: [],
			});
		}
		const statement = refusal.victimSql === null ? {} : { sql: printable(refusal.victimSql) };
		add(key, {
			event: {
				op: Op.write,
				at: victimNode,
				key,
				seq: ts,
				native:
					victimG === null || victimG < 0 ? `connection ${connection}, refused` : `seqno ${victimG}, refused`,
				value: { json: { refused: true, ...statement } },
				evidence: hash === null ? Evidence.reported : Evidence.proven,
				closes: true,
				file,
				place,
			},
			writer: `${victimNode} refused`,
			g: Math.max(victimG ?? -1, winner),
			branch: null,
			seen: Math.min(seen ?? winner - 1, winner - 1),
			refused: true,
			against: winner,
			states: [],
		});
	}
	return known.length > 0 || named.length > 0;
}

/** Gives the versions of one row their places in happened-before, and adds them. O(n log n), where the history is one. */
function writeRow(batch: EventBatch, versions: readonly Version[]): void {
	const parents = parentsOf(versions);
	const branches = [...new Set(versions.flatMap(({ branch }) => branch ?? []))];
	const hasParts = branches.some((a) => branches.some((b) => !leadsTo(a, b) && !leadsTo(b, a)));
	const dots = dagDots(
		versions.map(({ writer }, number) => ({ writer, parents: parents[number] as number[] })),
	);
	for (const [number, { event, refused, g, against, states }] of versions.entries()) {
		const dot = dots[number] as DagDot;
		// What a server refuses is no rival of what it keeps; parts that went on by themselves each keep their own.
		const rank = hasParts ? {} : { rank: refused ? against - 0.5 : g };
		batch.add({ ...event, ...dot, ...rank });
		for (const state of states) batch.add({ ...state, vector: [...dot.context, dot.dot] });
	}
}

/**
 * By version, the committed one that its writer had seen last. An attempt that was refused is taken to be known to the first
 * version that was committed after it, and to attempts that began when it was over: it stands against the winner alone.
 */
function parentsOf(versions: readonly Version[]): number[][] {
	const gOf = (number: number) => (versions[number] as Version).g;
	const committed = versions
		.flatMap(({ refused }, number) => (refused ? [] : [number]))
		.sort((a, b) => gOf(a) - gOf(b));
	const endOf = (number: number) => Math.max(gOf(number), (versions[number] as Version).against);
	const over = versions
		.flatMap(({ refused }, number) => (refused ? [number] : []))
		.sort((a, b) => endOf(a) - endOf(b));
	const parents: number[][] = versions.map(() => []);
	for (const [number, version] of versions.entries()) {
		let at = firstAbove(version.seen) - 1;
		while (
			at >= 0 &&
			(committed[at] === number || !canSee(versions[committed[at] as number] as Version, version))
		)
			at--;
		if (at >= 0) parents[number]?.push(committed[at] as number);
		if (!version.refused) continue;
		// What was over before the last version that this one had seen is known through that.
		const since = at >= 0 ? gOf(committed[at] as number) : Number.NEGATIVE_INFINITY;
		const from = firstWhere(0, over.length, (i) => endOf(over[i] as number) >= since);
		for (const other of over.slice(from)) {
			if (endOf(other) > version.seen) break;
			parents[number]?.push(other);
		}
		const next = committed[firstAbove(endOf(number))];
		if (next !== undefined) parents[next]?.push(number);
	}
	return parents;

	/** The place in `committed` of the first seqno above one. */
	function firstAbove(g: number): number {
		return firstWhere(0, committed.length, (i) => gOf(committed[i] as number) > g);
	}
}

function canSee(other: Version, version: Version): boolean {
	return version.branch === null || other.branch === null || leadsTo(other.branch, version.branch);
}

/** A further report on a conflict: what other nodes say, and what the same node says twice. */
function addReport(batch: EventBatch, report: Report): void {
	const { file, place, ts, node } = report;
	const what =
		report.kind === 'abort'
			? `${report.cause}: seqno ${report.winner.g} wins`
			: `certification failed: seqno ${report.winner.g} wins over ${report.victim.g}, which had seen ${report.victim.s}`;
	batch.add({ op: Op.event, file, place, at: node ?? `file ${file}`, seq: ts, value: { json: what } });
}

function addNotes(
	builder: TraceBuilder,
	{ committed, refusals }: Cluster,
	unnamed: number,
	forked: boolean,
): void {
	const { notes } = builder;
	notes.push(
		`${plural(refusals.length, 'transaction')} ${refusals.length === 1 ? 'was' : 'were'} refused since another one on the same rows was committed first. Their clients were told, or the server tried again: nothing that was stored is lost. Rows that only the refused transaction wrote are in no log.`,
	);
	if (committed.length === 0)
		notes.push(
			'Without binlogs (mariadb-binlog -vv --base64-output=DECODE-ROWS) rows are known only by the statements that the error log shows.',
		);
	if (unnamed > 0)
		notes.push(`Of ${plural(unnamed, 'refusal')} only the hash of the contested key is known.`);
	if (forked)
		notes.push(
			'The binlogs of some nodes have different rows under the same seqno: the cluster fell apart, and each part went on by itself. Their writes from then on are concurrent.',
		);
	notes.push(
		'A write that was computed from a stale read and committed later leaves no trace in these logs.',
	);
}

/** Statements in error logs end in bytes of other memory: text goes on to the first one that is none. */
function printable(sql: string): string {
	let end = 0;
	while (end < Math.min(sql.length, 2000) && isText(sql.charCodeAt(end))) end++;
	return sql.slice(0, end);
}

function isText(code: number): boolean {
	return (code >= 0x20 || code === 0x09 || code === 0x0a) && code !== 0xfffd;
}
