import { conflictCopyOf } from './shapes.ts';
import { covers, type FileVersion, type FileVersions } from './versions.ts';
import { isSameTime } from './winner.ts';

/** A conflict copy: a file to which a node moved what lost. */
export interface Copy {
	readonly name: string;
	readonly original: string;
	/** The versions of the original whose content it was made of: several where nodes made copies of one name. */
	readonly losers: readonly FileVersion[];
	/** The versions in which copies of this name were made, one at least; where only its removal was recorded, that. */
	readonly made: readonly [FileVersion, ...FileVersion[]];
	readonly removed: boolean;
}

/** The conflict copies among the files of a trace, with the losing versions: a copy keeps the loser's modification time. */
export function findCopies({ files }: FileVersions): Copy[] {
	const copies: Copy[] = [];
	for (const [name, versions] of files) {
		const copy = conflictCopyOf(name);
		const all = [...versions.values()];
		const [any] = all;
		if (copy === null || any === undefined) continue;
		const [first = any, ...rest] = all.filter(
			({ vector, entry }) =>
				entry.deleted !== true &&
				!all.some((other) => other.vector !== vector && covers(vector, other.vector)),
		);
		const made: Copy['made'] = [first, ...rest];
		const originals = [...(files.get(copy.original)?.values() ?? [])];
		const losers = originals.filter(({ entry }) =>
			made.some(
				(version) =>
					entry.deleted !== true &&
					version.entry.deleted !== true &&
					isSameTime(entry.modified, version.entry.modified),
			),
		);
		const latest = all.filter(
			({ vector }) => !all.some((other) => other.vector !== vector && covers(other.vector, vector)),
		);
		const removed = latest.length > 0 && latest.every(({ entry }) => entry.deleted === true);
		copies.push({ name, original: copy.original, losers, made, removed });
	}
	return copies;
}
