import { ABSENT, isObject, type Json, sameValue, type Value } from './json.ts';

/** The fields in which two objects differ; null where one of them is no object. An absent value is one without fields. */
export function changedFields(from: Value, to: Value): string[] | null {
	const before = from === ABSENT ? {} : from;
	if (!isObject(before) || !isObject(to)) return null;
	const of = (value: object, field: string): Value =>
		Object.hasOwn(value, field) ? ((value as Record<string, Json>)[field] as Json) : ABSENT;
	const fields = new Set([...Object.keys(before), ...Object.keys(to)]);
	return [...fields].filter((field) => !sameValue(of(before, field), of(to, field))).sort();
}

/** The fields that an edit changed, and whether no other edit from the same base changed any of them. */
export interface Edit {
	readonly fields: readonly string[];
	readonly disjoint: boolean;
}

/** Compares an edit with the others made from the same base; null where values are no objects. */
export function compareEdits(base: Value, edit: Value, others: readonly Value[]): Edit | null {
	const fields = changedFields(base, edit);
	const theirs = others.map((other) => changedFields(base, other));
	if (fields === null || theirs.includes(null)) return null;
	const touched = new Set(theirs.flatMap((some) => some ?? []));
	return { fields, disjoint: !fields.some((field) => touched.has(field)) };
}
