import type { ImportFile } from '../format.ts';

/**
 * What nodes call themselves. Error logs tell the UUID of their node, and list members with their names (`wsrep_node_name`): so a
 * log's node has that name, whatever the file is called, and so have the binlogs whose files are called alike. A name that the user gives goes
 * before it.
 */
export class OwnNames {
	/** By UUID: the member's name. */
	private readonly listed = new Map<string, string>();
	/** By file of an error log: its node, as far as the file's name or the user tells, and the UUIDs that it had. */
	private readonly logs = new Map<number, { about: ImportFile; uuids: Set<string> }>();

	/** A log lists a member of the cluster. */
	member(uuid: string, name: string): void {
		this.listed.set(uuid, name);
	}

	/** A log tells the UUID of its own node. */
	own(file: number, about: ImportFile, uuid: string): void {
		const log = this.logs.get(file) ?? { about, uuids: new Set<string>() };
		log.uuids.add(uuid);
		this.logs.set(file, log);
	}

	/** UUIDs with their nodes, and what a node that was guessed for a file is called. */
	resolve(): { members: Map<string, string>; nodeOf: (node: string | null, file: number) => string | null } {
		const called = new Map<string, string>();
		const ofFile = new Map<number, string>();
		const members = new Map(this.listed);
		for (const [file, { about, uuids }] of this.logs) {
			const name = [...uuids].map((uuid) => this.listed.get(uuid)).findLast((one) => one !== undefined);
			if (about.nodeGiven && about.node !== null) {
				if (name !== undefined) called.set(name, about.node);
			} else if (name !== undefined) {
				ofFile.set(file, name);
				if (about.node !== null) called.set(about.node, name);
			}
			const node = about.nodeGiven ? about.node : (name ?? about.node);
			for (const uuid of uuids) if (node !== null) members.set(uuid, node);
		}
		for (const [uuid, name] of members) members.set(uuid, called.get(name) ?? name);
		const nodeOf = (node: string | null, file: number) =>
			ofFile.get(file) ?? (node === null ? null : (called.get(node) ?? node));
		return { members, nodeOf };
	}
}
