import { nameOf } from './operation.ts';

/** What an operation does to one register: it writes a value, or reads one; `cas` writes where it finds `expected`. */
export interface Access {
	readonly kind: 'write' | 'append' | 'read';
	readonly key: string;
	readonly value: unknown;
	/** Of a compare-and-set: what it found. */
	readonly expected?: unknown;
}

const WRITES = new Set(['write', 'w', 'put', 'set', 'update', 'assoc']);
const READS = new Set(['read', 'r', 'get']);
const CAS = new Set(['cas', 'compare-and-set']);
const APPENDS = new Set(['append', 'a']);

/** The key of histories of one register, which do not name it. */
const ONLY_REGISTER = 'register';

/**
 * What an operation of a history does to which registers, by its function and value: registers, `[key value]` tuples of
 * independent registers, `[old new]` of a compare-and-set, and transactions of micro-operations `[f key value]`. Null where
 * it is nothing of the kind.
 *
 * @param isTuple whether values of this history are tuples with a key
 */
export function accessesOf(f: string, value: unknown, isTuple: boolean): Access[] | null {
	const micro = microOperations(value);
	if (micro !== null) {
		return micro.flatMap(([name, key, written]) => accessOf(nameOf(name), textOf(key), written) ?? []);
	}
	if (!isTuple) {
		const access = accessOf(f, ONLY_REGISTER, value);
		return access === null ? null : [access];
	}
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [key, inner] = value as [unknown, unknown];
	if (microOperations(inner) !== null) return accessesOf(f, inner, false);
	const access = accessOf(f, textOf(key), inner);
	return access === null ? null : [access];
}

function accessOf(f: string, key: string, value: unknown): Access | null {
	if (WRITES.has(f)) return { kind: 'write', key, value };
	if (APPENDS.has(f)) return { kind: 'append', key, value };
	if (READS.has(f)) return { kind: 'read', key, value };
	if (CAS.has(f) && Array.isArray(value) && value.length === 2)
		return { kind: 'write', key, value: value[1], expected: value[0] };
	return null;
}

/**
 * Whether the values of a history's operations are `[key value]` tuples: all reads and writes have pairs, and those of
 * compare-and-sets hold a pair again.
 */
export function hasTuples(operations: Iterable<{ f: string; value: unknown }>): boolean {
	let pairs = 0;
	for (const { f, value } of operations) {
		if (value === null || microOperations(value) !== null) continue;
		const isPair = Array.isArray(value) && value.length === 2;
		if (WRITES.has(f) || READS.has(f)) {
			if (!isPair) return false;
			pairs++;
		} else if (CAS.has(f)) {
			if (!isPair || !Array.isArray(value[1])) return false;
			pairs++;
		}
	}
	return pairs > 0;
}

function microOperations(value: unknown): [unknown, unknown, unknown][] | null {
	if (!Array.isArray(value) || value.length === 0) return null;
	const all = value.every(
		(item) =>
			Array.isArray(item) && item.length === 3 && /^:?(r|w|a|append|read|write)$/.test(nameOf(item[0])),
	);
	return all ? (value as [unknown, unknown, unknown][]) : null;
}

/** A key as text: a keyword's name, a number, any other value as JSON. */
export function textOf(value: unknown): string {
	if (typeof value === 'object' && value !== null && !('key' in value || 'sym' in value))
		return JSON.stringify(value);
	return nameOf(value);
}
