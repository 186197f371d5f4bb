import { type Rev, RevTree, type Sighting } from './revTree.ts';
import { type ChangesRow, type Doc, isDoc } from './shapes.ts';

/** What a database was seen to hold of a document, at one record. */
export interface Held {
	readonly id: string;
	readonly sighting: Sighting;
	readonly leaves: readonly Rev[];
}

/** Collects what records tell of the documents of a trace. */
export class Documents {
	readonly trees = new Map<string, RevTree>();
	readonly held: Held[] = [];
	/** Files whose documents list their conflicts: there a leaf that is neither the winner nor listed is a tombstone. */
	private readonly listing = new Set<number>();
	/** Leaves that rows without a list of conflicts had beside the winner. */
	private readonly unlisted: { file: number; revs: readonly Rev[] }[] = [];
	/** By database and document: the leaves that were held last. */
	private readonly last = new Map<string, string>();

	/** A row of a changes feed. */
	changes(row: ChangesRow, sighting: Sighting): void {
		const tree = this.treeOf(row.id);
		const doc = isDoc(row.doc) ? row.doc : null;
		const listed = [...(doc?._conflicts ?? []), ...(doc?._deleted_conflicts ?? [])];
		const leaves = [...new Set([...row.changes.map(({ rev }) => rev), ...listed])];
		tree.setLeaves(leaves, sighting);
		const winner = doc?._rev ?? (leaves.length === 1 ? leaves[0] : undefined);
		if (doc !== null) this.body(tree, doc, sighting);
		const nodes = leaves.map((rev) => tree.rev(rev, sighting));
		if (winner !== undefined && row.deleted === true) {
			// The winner is a tombstone only where all leaves are.
			for (const node of nodes) node.deleted = true;
		} else if (winner !== undefined) {
			tree.rev(winner, sighting).deleted ??= false;
			const others = nodes.filter(({ rev }) => rev !== winner && !listed.includes(rev));
			if (others.length > 0) this.unlisted.push({ file: sighting.file, revs: others });
		}
		this.hold(row.id, sighting, nodes);
	}

	/** A document with its revision. */
	doc(doc: Doc, sighting: Sighting, isWinner: boolean): void {
		const tree = this.treeOf(doc._id);
		const node = this.body(tree, doc, sighting);
		if (!isWinner) return;
		node.deleted ??= false;
		const others = [...(doc._conflicts ?? []), ...(doc._deleted_conflicts ?? [])];
		this.hold(doc._id, sighting, [node, ...others.map((rev) => tree.rev(rev, sighting))]);
	}

	/** What only all records together tell: which leaves are tombstones. @returns how many leaves stay unknown */
	finish(): number {
		let unknown = 0;
		for (const { file, revs } of this.unlisted) {
			for (const rev of revs) if (this.listing.has(file)) rev.deleted ??= true;
		}
		for (const tree of this.trees.values()) {
			tree.compareLeaves();
			for (const rev of tree.revs.values()) if (rev.deleted === null && !rev.interior) unknown++;
		}
		return unknown;
	}

	private treeOf(id: string): RevTree {
		let tree = this.trees.get(id);
		if (tree === undefined) {
			tree = new RevTree();
			this.trees.set(id, tree);
		}
		return tree;
	}

	/** What a document's body tells of its own revision, of its ancestors and of the leaves beside it. */
	private body(tree: RevTree, doc: Doc, sighting: Sighting): Rev {
		const node = tree.rev(doc._rev, sighting);
		if (node.shown === null || sighting.order < node.shown.order) {
			node.shown = sighting;
			const { _id, _rev, _deleted, _conflicts, _deleted_conflicts, _revisions, _revs_info, ...body } = doc;
			node.body = body;
		}
		if (doc._deleted === true) node.deleted = true;
		else node.deleted ??= false;
		if (doc._revisions !== undefined) {
			const { start, ids } = doc._revisions;
			if (Number.isSafeInteger(start) && Array.isArray(ids))
				tree.branch(
					ids.map((id, back) => `${start - back}-${id}`),
					sighting,
				);
		} else if (Array.isArray(doc._revs_info)) {
			tree.branch(
				doc._revs_info.map(({ rev }) => rev),
				sighting,
			);
		}
		if (doc._conflicts !== undefined) this.listing.add(sighting.file);
		for (const rev of doc._conflicts ?? []) tree.rev(rev, sighting).deleted ??= false;
		for (const rev of doc._deleted_conflicts ?? []) tree.rev(rev, sighting).deleted = true;
		return node;
	}

	/** Notes what a database holds, where that is new. */
	private hold(id: string, sighting: Sighting, leaves: readonly Rev[]): void {
		const place = `${sighting.database}\n${id}`;
		const names = leaves
			.map(({ rev }) => rev)
			.sort()
			.join(' ');
		if (this.last.get(place) === names) return;
		this.last.set(place, names);
		this.held.push({ id, sighting, leaves });
	}
}
