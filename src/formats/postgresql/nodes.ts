import type { Keys } from './keys.ts';
import type { Report } from './report.ts';
import type { Transaction } from './streamReader.ts';

/** All that the files of one server told, in the order of the files. */
export interface Node {
	readonly name: string;
	readonly reports: Report[];
	/** Whether there is a log of it: then what it dropped is told. */
	hasLog: boolean;
	/** By file. */
	readonly streams: { readonly file: number; readonly transactions: Transaction[] }[];
}

/**
 * Which server each origin's number or name stands for, by server and origin. The numbers are a server's own and no log tells
 * them: what an origin sent is looked for among the transactions of the other servers, and the one with most of them is
 * it. Where two servers remain and one of them is the reporting one, it is the other. Else the origin keeps its own name.
 *
 * @param given what the manifest tells: `server/origin` or `origin` → server
 */
export function mapOrigins(
	nodes: readonly Node[],
	keys: Keys,
	given: Readonly<Record<string, string>>,
): (node: string, origin: string) => string {
	const known = new Map(nodes.map((node) => [node.name, marksOf(node, keys)]));
	const map = new Map<string, string>();
	for (const node of nodes) {
		const sent = sentBy(node, keys);
		const others = nodes.filter(({ name }) => name !== node.name).map(({ name }) => name);
		const votes = [...sent].flatMap(([origin, marks]) =>
			others.map((other) => ({ origin, other, count: hits(marks, known.get(other) as Set<string>) })),
		);
		votes.sort((a, b) => b.count - a.count);
		const taken = new Set<string>();
		const chosen = new Map<string, string>();
		for (const { origin, other, count } of votes) {
			if (count === 0 || chosen.has(origin) || taken.has(other)) continue;
			chosen.set(origin, other);
			taken.add(other);
		}
		const rest = [...sent.keys()].filter((origin) => !chosen.has(origin));
		const free = others.filter((other) => !taken.has(other));
		if (rest.length === 1 && free.length === 1) chosen.set(rest[0] as string, free[0] as string);
		for (const [origin, other] of chosen) map.set(`${node.name}/${origin}`, other);
	}
	return (node, origin) => {
		const name = `${node}/${origin}`;
		return given[name] ?? given[origin] ?? map.get(name) ?? `origin ${origin} of ${node}`;
	};
}

function hits(marks: readonly string[], known: ReadonlySet<string>): number {
	return marks.reduce((count, mark) => count + (known.has(mark) ? 1 : 0), 0);
}

/** What a server's own transactions are recognised by elsewhere: id with commit time, or with a key. */
function marksOf({ reports, streams }: Node, keys: Keys): Set<string> {
	const marks = new Set<string>();
	for (const report of reports) {
		const { local } = report;
		if (local === null || local.origin !== 'local' || local.xid === null) continue;
		if (local.time !== null) marks.add(`${local.xid}@${local.time}`);
		marks.add(`${local.xid}:${keys.ofReport(report, local)}`);
	}
	for (const { transactions } of streams) {
		for (const { xid, time, changes } of transactions) {
			if (time !== null) marks.add(`${xid}@${time}`);
			for (const { change } of changes) marks.add(`${xid}:${keys.ofRow(change.relation, change.row)}`);
		}
	}
	return marks;
}

/** By origin: the marks of the transactions that came from it. */
function sentBy({ reports }: Node, keys: Keys): Map<string, string[]> {
	const sent = new Map<string, string[]>();
	for (const report of reports) {
		const { remote, local } = report;
		for (const origin of [remote.origin, local?.origin]) {
			if (origin != null && origin !== 'local' && !sent.has(origin)) sent.set(origin, []);
		}
		if (remote.origin === null || remote.origin === 'local' || remote.xid === null) continue;
		sent
			.get(remote.origin)
			?.push(
				remote.time === null
					? `${remote.xid}:${keys.ofReport(report, remote)}`
					: `${remote.xid}@${remote.time}`,
			);
	}
	return sent;
}
