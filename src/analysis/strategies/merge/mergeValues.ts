import {
	ABSENT,
	canonical,
	isList,
	isObject,
	type Json,
	type JsonObject,
	sameValue,
	type Value,
} from '../json.ts';
import { mergeTexts } from './mergeText.ts';

/** Why values could not be merged. */
export type MergeProblem =
	/** Deleted on one side, changed on the other. */
	| 'deleted-and-changed'
	/** Numbers without a common base: their differences are unknown. */
	| 'no-base'
	/** The same lines of a text. */
	| 'same-lines'
	/** Different changes of what has no parts, or of different types. */
	| 'both-changed';

export type Merged =
	| { ok: true; value: Value }
	/** Where it failed: the names of the fields that lead there. */
	| { ok: false; problem: MergeProblem; path: readonly string[] };

/**
 * Three-way merge by type, of any number of sides: numbers by the sum of their differences to the base, arrays by the elements
 * that were added and removed, objects field by field, texts line by line. What only one side changed, or all changed alike,
 * needs no merge. An array's elements are counted: removed by anyone is removed, added by several is added once. The result
 * does not depend on the order of the sides, but for texts, whose sides are taken in the order given.
 */
export function mergeValues(base: Value, sides: readonly Value[], path: readonly string[] = []): Merged {
	if (typeof base === 'number' && sides.every((side) => typeof side === 'number')) {
		const differences = [...sides].sort((a, b) => a - b).map((side) => side - base);
		return done(differences.reduce((sum, difference) => sum + difference, base));
	}
	const changed = sides.filter((side) => !sameValue(side, base));
	const [first] = changed;
	if (first === undefined) return done(base);
	if (changed.every((side) => sameValue(side, first))) return done(first);
	const fail = (problem: MergeProblem): Merged => ({ ok: false, problem, path });
	if (changed.includes(ABSENT)) return fail('deleted-and-changed');
	const isNew = base === ABSENT;
	if (changed.every(isObject) && (isNew || isObject(base)))
		return mergeObjects(isNew ? {} : base, changed, path);
	if (changed.every(isList) && (isNew || isList(base))) return done(mergeLists(isNew ? [] : base, changed));
	if (typeof base === 'string' && changed.every((side) => typeof side === 'string')) {
		const text = mergeTexts(base, changed);
		return text === null ? fail('same-lines') : done(text);
	}
	return fail(isNew && changed.every((side) => typeof side === 'number') ? 'no-base' : 'both-changed');
}

function done(value: Value): Merged {
	return { ok: true, value };
}

function mergeObjects(base: JsonObject, sides: readonly JsonObject[], path: readonly string[]): Merged {
	const fields = new Set([base, ...sides].flatMap((value) => Object.keys(value)));
	const merged: Record<string, Json> = Object.create(null);
	for (const field of [...fields].sort()) {
		// Without a base there is an object that has a prototype, and fields may be called like what that has.
		const of = (value: JsonObject): Value => (Object.hasOwn(value, field) ? (value[field] as Json) : ABSENT);
		const result = mergeValues(of(base), sides.map(of), [...path, field]);
		if (!result.ok) return result;
		if (result.value !== ABSENT) merged[field] = result.value;
	}
	return done(merged);
}

/** Elements of the base keep their order; those added come after them, in the order of their JSON texts. */
function mergeLists(base: readonly Json[], sides: readonly (readonly Json[])[]): Json[] {
	const before = countElements(base);
	const counts = sides.map(countElements);
	const elements = new Map([base, ...sides].flat().map((element) => [canonical(element), element]));
	const wanted = new Map<string, number>();
	for (const text of elements.keys()) {
		const own = before.get(text) ?? 0;
		const changes = counts.map((count) => (count.get(text) ?? 0) - own);
		wanted.set(text, Math.max(0, own + Math.max(0, ...changes) + Math.min(0, ...changes)));
	}
	const kept: Json[] = [];
	const take = (text: string): boolean => {
		const left = wanted.get(text) as number;
		if (left === 0) return false;
		wanted.set(text, left - 1);
		kept.push(elements.get(text) as Json);
		return true;
	};
	for (const element of base) take(canonical(element));
	for (const text of [...elements.keys()].sort()) while (take(text));
	return kept;
}

function countElements(list: readonly Json[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const element of list) {
		const text = canonical(element);
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return counts;
}
