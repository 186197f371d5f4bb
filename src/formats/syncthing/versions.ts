import type { Place } from '../text/place.ts';
import { type FileEntry, vectorOf } from './shapes.ts';

export interface Sighting {
	readonly file: number;
	readonly place: Place;
	/** Where the record was taken; null where nothing tells. */
	readonly node: string | null;
	/** When, in milliseconds; the record's place in the trace where no time is told. */
	readonly time: number;
}

/** A version of a file: what one device wrote, known by its vector. */
export interface FileVersion {
	/** The vector as one text, entries sorted. */
	readonly id: string;
	readonly entry: FileEntry;
	readonly vector: ReadonlyMap<string, number>;
	readonly first: Sighting;
	/** The nodes that had it, and when they were first seen to; null where a record's node is not known. */
	readonly holders: Map<string | null, number>;
	/** The record of the node that wrote it, if there is one. */
	shown: Sighting;
}

/** What a node was seen to have of a file, in the order of the records. */
export interface Held {
	readonly version: FileVersion;
	readonly sighting: Sighting;
}

/** All versions of the files of a cluster that records told of. */
export class FileVersions {
	readonly files = new Map<string, Map<string, FileVersion>>();
	/** By file: what nodes were seen to hold, each time it was another version than before. */
	readonly held = new Map<string, Held[]>();
	private readonly last = new Map<string, string>();

	/** A version that a node has, or that it knows the cluster to have. */
	add(name: string, entry: FileEntry, sighting: Sighting, isLocal: boolean): void {
		const id = [...entry.version].sort().join(',');
		const versions = this.files.get(name) ?? new Map<string, FileVersion>();
		this.files.set(name, versions);
		let version = versions.get(id);
		if (version === undefined) {
			version = {
				id,
				entry,
				vector: vectorOf(entry.version),
				first: sighting,
				holders: new Map(),
				shown: sighting,
			};
			versions.set(id, version);
		}
		if (!isLocal) return;
		const { node, time } = sighting;
		if (!((version.holders.get(node) ?? Number.POSITIVE_INFINITY) <= time)) version.holders.set(node, time);
		const where = `${sighting.node}\n${name}`;
		if (this.last.get(where) === id) return;
		this.last.set(where, id);
		const held = this.held.get(name) ?? [];
		this.held.set(name, held);
		held.push({ version, sighting });
	}
}

/** Whether a vector has all of another one. */
export function covers(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
	for (const [device, counter] of b) if ((a.get(device) ?? 0) < counter) return false;
	return true;
}

/** The node that was seen to have a version before all others, or alone; null where that is not told. */
export function firstHolder({ holders }: FileVersion): string | null {
	const [first, second] = [...holders].sort(([, a], [, b]) => a - b);
	if (first === undefined) return null;
	return second === undefined || first[1] < second[1] ? first[0] : null;
}
