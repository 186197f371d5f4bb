import { Evidence } from '../../trace/importedColumns.ts';
import { Op } from '../../trace/ops.ts';
import { type DagNode, dagDots } from '../causality/dagDots.ts';
import type { EventBatch } from '../eventBatch.ts';
import { addTo } from '../grouped.ts';
import type { Devices } from './devices.ts';
import type { Change } from './records.ts';
import { conflictCopyOf } from './shapes.ts';

/**
 * Makes versions of what nodes logged of changes, where no record has a vector: a local change follows what the node had of
 * the file; a remote one is the newest that its device had made by then. Times of several nodes decide, so nothing is proven.
 */
export function writeChanges(batch: EventBatch, changes: readonly Change[], devices: Devices): void {
	const byPath = new Map<string, Change[]>();
	for (const change of changes) {
		if (conflictCopyOf(change.path) !== null) continue;
		addTo(byPath, change.path, change);
	}
	for (const [path, ofPath] of byPath) {
		const sorted = ofPath.sort((a, b) => a.sighting.time - b.sighting.time);
		const nodes: DagNode[] = [];
		const writes: Change[] = [];
		const newest = new Map<string, number>();
		const here = new Map<string | null, number>();
		for (const change of sorted) {
			const { node } = change.sighting;
			if (change.isLocal) {
				const before = here.get(node);
				nodes.push({
					writer: devices.nodeOf(change.modifiedBy),
					parents: before === undefined ? [] : [before],
				});
				writes.push(change);
				newest.set(change.modifiedBy, nodes.length - 1);
				here.set(node, nodes.length - 1);
			} else {
				const taken = newest.get(change.modifiedBy);
				if (taken !== undefined) here.set(node, taken);
			}
		}
		for (const [number, dot] of dagDots(nodes).entries()) {
			const { sighting, deleted } = writes[number] as Change;
			batch.add({
				op: deleted ? Op.delete : Op.write,
				file: sighting.file,
				place: sighting.place,
				at: (nodes[number] as DagNode).writer,
				key: path,
				ts: sighting.time,
				seq: sighting.time,
				evidence: Evidence.possible,
				...dot,
			});
		}
	}
}
