import { distinct, type Entry } from './entry.ts';

/** The place of a character: the number of its operation and the replica that wrote it. */
export interface CharacterId {
	readonly number: number;
	readonly replica: number;
}

/**
 * Characters typed one after the other behind a character (null: at the start), the first with the number `number` and the
 * others with those that follow; or characters taken out.
 */
export type TextOp =
	| { type: 'insert'; after: CharacterId | null; number: number; text: readonly string[] }
	| { type: 'remove'; characters: readonly CharacterId[] };

interface Node {
	readonly id: CharacterId;
	readonly character: string;
	readonly children: Node[];
	removed: boolean;
}

/**
 * The characters of a replicated growable array (RGA): a character stands behind the one it was typed after; of several
 * typed behind the same one, that with the greater number comes first, then that of the greater replica. Numbers grow along
 * happened-before, so what is typed later at a place stands before what was there. Characters taken out stay as places.
 * Source: Roh et al., "Replicated abstract data types: building blocks for collaborative applications". O(n log n).
 */
export function readText(entries: readonly Entry<TextOp>[]): { id: CharacterId; character: string }[] {
	const nodes = new Map<string, Node>();
	const root: Node = { id: { number: 0, replica: -1 }, character: '', children: [], removed: true };
	const inserts: { node: Node; after: CharacterId | null }[] = [];
	const all = distinct(entries);
	for (const { operations, replica } of all) {
		for (const operation of operations) {
			if (operation.type !== 'insert') continue;
			let after = operation.after;
			for (const [i, character] of operation.text.entries()) {
				const id = { number: operation.number + i, replica };
				const node: Node = { id, character, children: [], removed: false };
				nodes.set(keyOf(id), node);
				inserts.push({ node, after });
				after = id;
			}
		}
	}
	for (const { node, after } of inserts) {
		const parent = after === null ? root : nodes.get(keyOf(after));
		parent?.children.push(node);
	}
	for (const { operations } of all) {
		for (const operation of operations) {
			if (operation.type !== 'remove') continue;
			for (const id of operation.characters) {
				const node = nodes.get(keyOf(id));
				if (node !== undefined) node.removed = true;
			}
		}
	}
	return visible(root);
}

/** Depth first, with a stack of its own: each character is the child of the one before it. */
function visible(root: Node): { id: CharacterId; character: string }[] {
	const shown: { id: CharacterId; character: string }[] = [];
	const stack = [root];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (!node.removed) shown.push({ id: node.id, character: node.character });
		const ascending = node.children.sort((a, b) => a.id.number - b.id.number || a.id.replica - b.id.replica);
		for (const child of ascending) stack.push(child);
	}
	return shown;
}

function keyOf({ number, replica }: CharacterId): string {
	return `${number}@${replica}`;
}
