import type { Committed } from './history.ts';
import type { Report } from './report.ts';

/** Who wrote what: nodes by the UUIDs and server ids that logs call them by. */
export class Members {
	private readonly byUuid = new Map<string, string>();
	private readonly byServer = new Map<string, string>();
	private readonly writers = new Map<number, string>();
	private readonly nodes = new Set<string>();

	/** @param given a server id or UUID → node, as the user says */
	constructor(private readonly given: Readonly<Record<string, string>>) {}

	/** A log tells the node of a UUID. */
	name(uuid: string, node: string): void {
		this.byUuid.set(uuid, node);
		this.nodes.add(node);
	}

	/** Learns from all reports and transactions together. */
	learn(reports: readonly Report[], committed: readonly Committed[]): void {
		for (const report of reports) {
			if (report.node !== null) this.nodes.add(report.node);
			if (report.kind === 'abort') continue;
			for (const { source, isLocal } of [report.victim, report.winner])
				if (isLocal && report.node !== null && !this.byUuid.has(source)) this.byUuid.set(source, report.node);
		}
		for (const report of reports) {
			if (report.kind === 'certification')
				this.writers.set(report.winner.g, this.nodeOf(report.winner.source));
		}
		const servers = new Set(committed.flatMap(({ copies }) => copies.map(({ server }) => server)));
		// With wsrep_gtid_mode=ON every event has one and the same server id, which tells nothing.
		if (servers.size < 2) return;
		for (const { g, copies } of committed) {
			const writer = this.writers.get(g);
			const [first] = copies;
			if (writer !== undefined && first !== undefined) this.byServer.set(first.server, writer);
		}
		this.eliminate(servers);
		for (const { g, copies } of committed) {
			const server = (copies[0] as Committed['copies'][number]).server;
			const node = this.given[server] ?? this.byServer.get(server) ?? `server ${server}`;
			if (!this.writers.has(g)) this.writers.set(g, node);
		}
	}

	/** Of as many servers as nodes the one that is left is the node that is left. */
	private eliminate(servers: ReadonlySet<string>): void {
		const unknown = [...servers].filter((server) => !this.byServer.has(server));
		const known = new Set(this.byServer.values());
		const left = [...this.nodes].filter((node) => !known.has(node));
		if (unknown.length === 1 && left.length === 1 && servers.size === this.nodes.size)
			this.byServer.set(unknown[0] as string, left[0] as string);
	}

	/** The node of a UUID; the first part of the UUID where nothing tells. */
	nodeOf(uuid: string): string {
		return this.given[uuid] ?? this.byUuid.get(uuid) ?? uuid.slice(0, 8);
	}

	/** Who wrote the transaction of a seqno; `beside`: a node that it was not. `cluster` where nothing tells. */
	writerOf(g: number, beside: string | null): string {
		const writer = this.writers.get(g);
		if (writer !== undefined) return writer;
		const others = [...this.nodes].filter((node) => node !== beside);
		return beside !== null && others.length === 1 ? (others[0] as string) : 'cluster';
	}
}
