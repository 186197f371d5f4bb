import type { Place } from '../text/place.ts';
import { generation } from './revision.ts';

/** Where a rev was told of first, and by which database. */
export interface Sighting {
	readonly file: number;
	readonly place: Place;
	readonly database: string;
	/** The place of the record in its database's own order (its seq), the smaller the earlier. */
	readonly order: number;
}

/** One revision of a document. */
export interface Rev {
	readonly rev: string;
	/** Null: it is a root, or the tree is cut off (stemmed) below it, or no record tells. */
	parent: Rev | null;
	/** Revisions that must be among its ancestors, since they stopped to be leaves when it came. */
	readonly inferred: Set<Rev>;
	/** Whether some record says that it was followed by another one. */
	interior: boolean;
	/** Whether it is a tombstone; null where no record tells. */
	deleted: boolean | null;
	body: unknown;
	/** Where it stands as a version: the earliest sighting of all databases. */
	first: Sighting | null;
	/** The first sighting that has its body: that is the line to look at. */
	shown: Sighting | null;
}

/** The tree of a document's revisions, as far as records told of it. */
export class RevTree {
	readonly revs = new Map<string, Rev>();
	/** By database: the leaves that it showed, and when. */
	private readonly leaves = new Map<string, { order: number; leaves: readonly Rev[] }[]>();

	/** A revision, which is added where it is new. */
	rev(rev: string, sighting: Sighting): Rev {
		let node = this.revs.get(rev);
		if (node === undefined) {
			node = {
				rev,
				parent: null,
				inferred: new Set(),
				interior: false,
				deleted: null,
				body: undefined,
				first: null,
				shown: null,
			};
			this.revs.set(rev, node);
		}
		if (node.first === null || sighting.order < node.first.order) node.first = sighting;
		return node;
	}

	/** A branch from its newest revision to the oldest one that is still known (`_revisions`). */
	branch(revs: readonly string[], sighting: Sighting): void {
		let child: Rev | null = null;
		for (const rev of revs) {
			const node = this.rev(rev, sighting);
			if (child !== null) {
				child.parent ??= node;
				node.interior = true;
			}
			child = node;
		}
	}

	/** All leaves that a database had at a record. */
	setLeaves(revs: readonly string[], sighting: Sighting): void {
		const ofDatabase = this.leaves.get(sighting.database) ?? [];
		this.leaves.set(sighting.database, ofDatabase);
		ofDatabase.push({ order: sighting.order, leaves: revs.map((rev) => this.rev(rev, sighting)) });
	}

	/**
	 * Concludes from the leaves of each database, in its own order, once all records are known: a leaf that is none any more is an
	 * ancestor of what came instead. Which of several new leaves of higher generations, records without `_revisions` do not
	 * tell: all are taken for its descendants.
	 */
	compareLeaves(): void {
		for (const ofDatabase of this.leaves.values()) {
			ofDatabase.sort((a, b) => a.order - b.order);
			for (const [i, { leaves: now }] of ofDatabase.entries()) {
				const before = ofDatabase[i - 1]?.leaves ?? [];
				const added = now.filter((rev) => !before.includes(rev));
				for (const gone of before) {
					if (now.includes(gone)) continue;
					gone.interior = true;
					for (const rev of added) if (generation(rev.rev) > generation(gone.rev)) rev.inferred.add(gone);
				}
			}
		}
	}

	/** The oldest revision of a branch that is known, from any of its revisions. */
	oldest(rev: Rev): Rev {
		let node = rev;
		while (node.parent !== null) node = node.parent;
		return node;
	}
}

/**
 * By revision, the ones that it follows directly: its parent; where the branch is cut off, what else is known to be, or must be
 * taken to be, among its ancestors. A revision that is followed by something, of which nothing tells by what, is taken to be
 * an ancestor of the branches that are cut off above it, so that no conflict is claimed that may be none.
 */
export function parentsIn(tree: RevTree): { parents: Map<Rev, Rev[]>; cutOff: number } {
	const parents = new Map<Rev, Rev[]>();
	const nodes = [...tree.revs.values()];
	let cutOff = 0;
	for (const node of nodes) parents.set(node, node.parent === null ? [] : [node.parent]);
	for (const node of nodes) {
		for (const ancestor of node.inferred) {
			const oldest = tree.oldest(node);
			if (generation(oldest.rev) > generation(ancestor.rev)) parents.get(oldest)?.push(ancestor);
		}
	}
	const interior = nodes.filter((node) => node.interior);
	for (const node of nodes) {
		if (node.parent !== null || generation(node.rev) === 1) continue;
		cutOff++;
		if ((parents.get(node) as Rev[]).length > 0) continue;
		for (const other of interior) {
			if (generation(other.rev) < generation(node.rev)) parents.get(node)?.push(other);
		}
	}
	return { parents, cutOff };
}
