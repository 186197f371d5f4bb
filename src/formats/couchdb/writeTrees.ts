import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { type DagDot, dagDots } from '../causality/dagDots.ts';
import { EventBatch } from '../eventBatch.ts';
import { plural } from '../plural.ts';
import type { Documents } from './documents.ts';
import { compareLeaves } from './revision.ts';
import { parentsIn, type Rev, type RevTree, type Sighting } from './revTree.ts';

/** Puts all revisions into the trace as versions, and what databases were seen to hold as states. */
export function writeTrees(builder: TraceBuilder, documents: Documents): void {
	const unknownLeaves = documents.finish();
	const batch = new EventBatch();
	const dots = new Map<Rev, DagDot>();
	let cutOff = 0;
	for (const [id, tree] of documents.trees) cutOff += writeTree(batch, id, tree, dots);
	for (const { id, sighting, leaves } of documents.held) {
		if (leaves.length === 1 && leaves[0] !== undefined && sightingOf(leaves[0]) === sighting) continue;
		const { file, place, database } = sighting;
		batch.add({
			op: Op.state,
			file,
			place,
			at: database,
			key: id,
			vector: joined(leaves, dots),
			seq: sighting.order,
		});
	}
	builder.madeDots = true;
	batch.flush(builder);
	builder.notes.push(
		'A revision does not say who wrote it: the database whose feed has it at the lowest sequence number is taken for its writer. Identical edits on two databases are one revision: that they were concurrent cannot be seen.',
	);
	if (cutOff > 0)
		builder.notes.push(
			`Of ${plural(cutOff, 'revision')} the parent is not recorded (no _revisions, or the tree is stemmed): their ancestry is taken from which leaves they replaced, and no conflict is claimed where it stays unknown.`,
		);
	if (unknownLeaves > 0)
		builder.notes.push(
			`Of ${plural(unknownLeaves, 'losing leaf', 'losing leaves')} nothing tells whether they are deleted (the feed was asked without conflicts=true): they count as live.`,
		);
}

/** @returns of how many revisions the parent is not known */
function writeTree(batch: EventBatch, id: string, tree: RevTree, dots: Map<Rev, DagDot>): number {
	const revs = [...tree.revs.values()];
	const numbers = new Map(revs.map((rev, number) => [rev, number]));
	const { parents, cutOff } = parentsIn(tree);
	const nodes = revs.map((rev) => ({
		writer: (rev.first as Sighting).database,
		parents: (parents.get(rev) as Rev[]).map((parent) => numbers.get(parent) as number),
	}));
	const byRank = [...revs].sort((a, b) => compareLeaves(leafOf(a), leafOf(b)));
	const rank = new Map(byRank.map((rev, place) => [rev, place]));
	for (const [number, dot] of dagDots(nodes).entries()) {
		const rev = revs[number] as Rev;
		if (dot === null) continue;
		dots.set(rev, dot);
		const { file, place, order } = sightingOf(rev);
		batch.add({
			op: rev.deleted === true ? Op.delete : Op.write,
			file,
			place,
			at: (nodes[number] as { writer: string }).writer,
			key: id,
			native: rev.rev,
			seq: order,
			rank: rank.get(rev) as number,
			dot: dot.dot,
			context: dot.context,
			...(rev.deleted === true && !rev.interior && { closes: true }),
			...(rev.deleted !== true && rev.shown !== null && { value: { json: rev.body } }),
		});
	}
	return cutOff;
}

/** Where a revision stands in the trace: where its body is shown first, else where it is named first. */
function sightingOf(rev: Rev): Sighting {
	return (rev.shown ?? rev.first) as Sighting;
}

function leafOf({ rev, deleted }: Rev): { rev: string; deleted: boolean } {
	return { rev, deleted: deleted === true };
}

/** Everything that a database holds which has these leaves. */
function joined(leaves: readonly Rev[], dots: ReadonlyMap<Rev, DagDot>): Map<string, number> {
	const vector = new Map<string, number>();
	const raise = (replica: string, counter: number) =>
		vector.set(replica, Math.max(counter, vector.get(replica) ?? 0));
	for (const leaf of leaves) {
		const dot = dots.get(leaf);
		if (dot === undefined) continue;
		raise(...dot.dot);
		for (const entry of dot.context) raise(...entry);
	}
	return vector;
}
