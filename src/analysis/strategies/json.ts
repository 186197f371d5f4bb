/** A value as the strategies see it: JSON, or absent where the key is deleted or was never written. */
export type Value = Json | typeof ABSENT;
export type Json = null | boolean | number | string | Opaque | readonly Json[] | JsonObject;
/** Without a prototype, since a field may be called `__proto__`. */
export interface JsonObject {
	readonly [field: string]: Json;
}

/** Stands for no value: none was written yet, or it was deleted. */
export const ABSENT = Symbol('absent');

/** A value that is only compared, as a whole: too long, too deep, or with numbers that a double does not hold. */
export class Opaque {
	constructor(readonly text: string) {}
}

/** Values longer than this are not taken apart. */
const MAX_LENGTH = 1 << 18;
const MAX_DEPTH = 100;
const STRINGS = /"(?:[^"\\]|\\.)*"/g;
/** More digits than a double keeps, or an exponent that may take it out of its range. */
const INEXACT = /\d{16}|\d\.\d{15}|e[+-]?\d{2}/i;

/** Reads a JSON text that is known to be one. Linear. */
export function parseValue(text: string): Json {
	if (text.length > MAX_LENGTH) return new Opaque(text);
	if (isDeep(text) || INEXACT.test(text.replace(STRINGS, ''))) return new Opaque(text);
	return JSON.parse(text, withoutPrototype) as Json;
}

function withoutPrototype(_: string, value: unknown): unknown {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.assign(Object.create(null), value)
		: value;
}

/** Whether a JSON text nests deeper than functions that call themselves should go. */
export function isDeep(text: string): boolean {
	let depth = 0;
	for (const character of text.replace(STRINGS, '')) {
		if (character === '[' || character === '{') depth++;
		else if (character === ']' || character === '}') depth--;
		if (depth > MAX_DEPTH) return true;
	}
	return false;
}

/** Whether a value has fields. */
export function isObject(value: Value): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Opaque);
}

export function isList(value: Value): value is readonly Json[] {
	return Array.isArray(value);
}

/** The value's JSON text with the fields of objects sorted: equal values, and no others, have equal texts. */
export function canonical(value: Json): string {
	if (value instanceof Opaque) return value.text;
	if (isList(value)) return `[${value.map(canonical).join(',')}]`;
	if (isObject(value)) {
		const fields = Object.keys(value).sort();
		return `{${fields.map((field) => `${JSON.stringify(field)}:${canonical(value[field] as Json)}`).join(',')}}`;
	}
	// -0 and 0 are one number.
	return JSON.stringify(value === 0 ? 0 : value);
}

/** Whether two values are equal; the order of fields does not count. */
export function sameValue(a: Value, b: Value): boolean {
	if (a === b) return true;
	if (a === ABSENT || b === ABSENT) return false;
	return canonical(a) === canonical(b);
}
