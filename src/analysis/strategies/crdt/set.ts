import { canonical, type Json } from '../json.ts';
import { type Entry, Seen } from './entry.ts';

/** An element's `text` is its canonical one. `clear` removes every element that its writer had seen: a delete of the key. */
export type SetOp = { type: 'add' | 'remove'; element: Json; text: string } | { type: 'clear' };

/** An operation on an element; elements are told apart by their canonical text. */
export function setOp(type: 'add' | 'remove', element: Json): SetOp {
	return { type, element, text: canonical(element) };
}

/** What was done to one element. */
interface Element {
	readonly value: Json;
	readonly adds: Entry<SetOp>[];
	readonly removes: Entry<SetOp>[];
}

/**
 * The elements of an observed-remove set in which adding wins (OR-set): an element is in it where some addition has been seen
 * by no removal. Elements stand in the order of their JSON texts.
 * Source: Shapiro, Preguiça, Baquero, Zawirski, "A comprehensive study of convergent and commutative replicated data types".
 */
export function readAddWinsSet(entries: readonly Entry<SetOp>[]): Json[] {
	return present(entries, ({ adds, removes }) => {
		if (removes.length === 0) return adds.length > 0;
		const removed = seenBy(removes);
		return adds.some((add) => !removed.covers(add));
	});
}

/**
 * The elements of a set in which removing wins: an element is in it where it was added, and every removal has been seen by
 * some addition. Source: Bieniusa et al., "Brief announcement: semantics of eventually consistent replicated sets".
 */
export function readRemoveWinsSet(entries: readonly Entry<SetOp>[]): Json[] {
	return present(entries, ({ adds, removes }) => {
		if (adds.length === 0 || removes.length === 0) return adds.length > 0;
		const overridden = seenBy(adds);
		return removes.every((remove) => overridden.covers(remove));
	});
}

function seenBy(entries: readonly Entry<SetOp>[]): Seen {
	const seen = new Seen();
	for (const entry of entries) seen.add(entry);
	return seen;
}

function present(entries: readonly Entry<SetOp>[], isIn: (element: Element) => boolean): Json[] {
	const elements = new Map<string, Element>();
	// The order of the entries does not matter here, nor do repetitions.
	const clears = entries.filter(({ operations }) => operations.some(({ type }) => type === 'clear'));
	for (const entry of entries) {
		for (const operation of entry.operations) {
			if (operation.type === 'clear') continue;
			const { text } = operation;
			let element = elements.get(text);
			if (element === undefined) {
				element = { value: operation.element, adds: [], removes: [...clears] };
				elements.set(text, element);
			}
			(operation.type === 'add' ? element.adds : element.removes).push(entry);
		}
	}
	return [...elements]
		.filter(([, element]) => isIn(element))
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, { value }]) => value);
}
