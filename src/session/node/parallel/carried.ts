import { Edges } from '../../../analysis/clocks/edges.ts';
import { Inversions } from '../../../analysis/clocks/inversions.ts';
import { Ties } from '../../../analysis/clocks/ties.ts';
import { Versions } from '../../../analysis/versions.ts';
import { FindingStore } from '../../../trace/finding.ts';
import { StringTable } from '../../../trace/stringTable.ts';
import { TraceBuilder } from '../../../trace/trace.ts';
import { VectorPool } from '../../../trace/vectorPool.ts';

/** The classes whose instances are carried: a message between threads knows none. */
const CLASSES = {
	Edges,
	FindingStore,
	Inversions,
	StringTable,
	Ties,
	TraceBuilder,
	VectorPool,
	Versions,
} as const;

type ClassName = keyof typeof CLASSES;

/** An instance of a class on its way to another thread. */
interface Instance {
	readonly carriedClass: ClassName;
	readonly fields: object;
}

/**
 * The same objects, so that they can be posted to another thread, which reads them with {@link arrived}. Columns lie in shared
 * memory afterwards, those that did not do so before as copies: linear in the bytes of these. What is one object here, is one there.
 *
 * @throws where a class is met that is not among those known
 */
export function carried(value: object): object {
	const known = new Map<object, object>();
	return carry(value);

	function carry<T>(one: T): T | object {
		if (typeof one !== 'object' || one === null) return one;
		const before = known.get(one);
		if (before !== undefined) return before;
		const made = make(one);
		known.set(one, made);
		return made;
	}

	function make(one: object): object {
		if (one instanceof ArrayBuffer) return copyOf(one);
		if (ArrayBuffer.isView(one)) {
			const Same = one.constructor as new (memory: object, at: number, length: number) => object;
			const length = 'length' in one ? (one.length as number) : one.byteLength;
			return new Same(carry(one.buffer) as object, one.byteOffset, length);
		}
		const prototype = Object.getPrototypeOf(one);
		if (prototype === Object.prototype) return fieldsOf(one);
		for (const [name, Known] of Object.entries(CLASSES)) {
			if (prototype === Known.prototype)
				return { carriedClass: name as ClassName, fields: fieldsOf(one) } satisfies Instance;
		}
		// Of plain values, or few.
		if (one instanceof SharedArrayBuffer || Array.isArray(one) || one instanceof Map || one instanceof Set)
			return one;
		throw new Error(`${prototype?.constructor?.name} cannot be carried to another thread`);
	}

	function fieldsOf(one: object): object {
		return Object.fromEntries(Object.entries(one).map(([name, field]) => [name, carry(field)]));
	}
}

/** What {@link carried} made, as it was before, in the thread that it was posted to. */
export function arrived(message: object): object {
	if (Object.getPrototypeOf(message) !== Object.prototype) return message;
	const isInstance = 'carriedClass' in message;
	const fields = isInstance ? (message as Instance).fields : message;
	for (const [name, field] of Object.entries(fields)) {
		if (typeof field === 'object' && field !== null)
			(fields as Record<string, unknown>)[name] = arrived(field);
	}
	return isInstance
		? Object.assign(Object.create(CLASSES[(message as Instance).carriedClass].prototype), fields)
		: fields;
}

function copyOf(buffer: ArrayBuffer): SharedArrayBuffer {
	const copy = new SharedArrayBuffer(buffer.byteLength);
	new Uint8Array(copy).set(new Uint8Array(buffer));
	return copy;
}
