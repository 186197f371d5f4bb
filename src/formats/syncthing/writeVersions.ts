import { Op } from '../../trace/ops.ts';
import { dagDots } from '../causality/dagDots.ts';
import type { EventBatch, Vector } from '../eventBatch.ts';
import type { Copy } from './copies.ts';
import type { Devices } from './devices.ts';
import { covers, type FileVersion, type Held } from './versions.ts';
import { compareVersions } from './winner.ts';

/** Files with more versions than this are not looked at pair by pair. */
const MAX_PAIRWISE = 3000;

/** Adds the versions of one file, and what nodes were seen to hold of it. */
export function writeFile(
	batch: EventBatch,
	name: string,
	versions: readonly FileVersion[],
	held: readonly Held[],
	about: { devices: Devices; copies: readonly Copy[]; deletesLose: boolean },
): void {
	const { devices, copies, deletesLose } = about;
	const settled = new Set(copies.filter(({ removed }) => removed).flatMap(({ losers }) => losers));
	for (const copy of copies) if (!copy.removed) for (const loser of copy.losers) settled.delete(loser);
	const ranked = [...versions].sort((a, b) => compareVersions(a, b, deletesLose));
	const rank = new Map(ranked.map((version, place) => [version, place]));
	const causality = causalityOf(versions, (version) => devices.nodeOf(version.entry.modifiedBy), devices);
	for (const { version, sighting } of held) {
		const isWriter = sighting.node === devices.nodeOf(version.entry.modifiedBy);
		if (isWriter && version.shown === version.first) version.shown = sighting;
	}
	for (const [number, version] of versions.entries()) {
		const { entry, shown } = version;
		const ts = Date.parse(entry.modified ?? '');
		batch.add({
			op: entry.deleted === true ? Op.delete : Op.write,
			file: shown.file,
			place: shown.place,
			at: devices.nodeOf(entry.modifiedBy),
			key: name,
			native: entry.version.join(','),
			rank: rank.get(version) as number,
			...(causality[number] as object),
			...(settled.has(version) && { closes: true }),
			...seqOf(shown.time),
			...(!Number.isNaN(ts) && { ts }),
			...(entry.deleted !== true && { value: { json: { size: entry.size, modified: entry.modified } } }),
		});
	}
	const numbers = new Map(versions.map((version, number) => [version, number]));
	for (const { version, sighting } of held) {
		if (version.shown === sighting || sighting.node === null) continue;
		const { vector, dot, context } = causality[numbers.get(version) as number] as Causality;
		const known = vector ?? [...(context as Vector), dot as readonly [string, number]];
		batch.add({
			op: Op.state,
			file: sighting.file,
			place: sighting.place,
			at: sighting.node,
			key: name,
			vector: known,
			...seqOf(sighting.time),
		});
	}
}

/** Records of several files and nodes are in the order of their times. */
function seqOf(time: number): { seq?: number } {
	return Number.isNaN(time) ? {} : { seq: time };
}

interface Causality {
	vector?: Vector;
	dot?: readonly [string, number];
	context?: Vector;
}

/**
 * The versions' own vectors, where their writers' counters say the same as the vectors as a whole, which is what Syncthing
 * compares. A vector that was dropped on the way can make counters say more: then dots that say what the vectors do.
 */
function causalityOf(
	versions: readonly FileVersion[],
	writerOf: (version: FileVersion) => string,
	devices: Devices,
): Causality[] {
	const own = (version: FileVersion) => version.vector.get(version.entry.modifiedBy) ?? 0;
	const saysSame =
		versions.length > MAX_PAIRWISE ||
		versions.every((v) =>
			versions.every((w) => {
				if (v === w) return true;
				const counter = own(v);
				return (
					counter > 0 && (w.vector.get(v.entry.modifiedBy) ?? 0) >= counter === covers(w.vector, v.vector)
				);
			}),
		);
	if (saysSame) {
		return versions.map(({ vector }) => ({
			vector: [...vector].map(([device, counter]) => [devices.nodeOf(device), counter] as const),
		}));
	}
	const nodes = versions.map((w) => ({
		writer: writerOf(w),
		parents: versions.flatMap((v, number) => (v !== w && covers(w.vector, v.vector) ? [number] : [])),
	}));
	return dagDots(nodes).map((dot) => dot ?? {});
}
