import { Op } from '../../trace/ops.ts';
import type { LineSource } from '../../trace/source.ts';
import { fileOf, type Trace } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { Versions } from '../versions.ts';
import { ABSENT, isDeep, type Json, Opaque, parseValue, type Value } from './json.ts';

/** Reads the values of versions back from the files. A few thousand of the last ones are kept. */
export class ValueReader {
	private readonly known = new Map<number, Value>();
	/** Bytes read so far. */
	bytes = 0;

	constructor(
		readonly trace: Trace,
		private readonly versions: Versions,
		private readonly source: LineSource,
	) {}

	/** A version's value; absent for a delete. What can no longer be read is a value that equals nothing. */
	of(version: number): Value {
		const known = this.known.get(version);
		if (known !== undefined) return known;
		const event = this.versions.event[version] as number;
		const value = this.trace.op[event] === Op.delete ? ABSENT : this.ofEvent(event);
		if (this.known.size >= MAX_KNOWN) this.known.clear();
		this.known.set(version, value);
		return value;
	}

	/** The value of any event. */
	ofEvent(event: number): Json {
		const { trace } = this;
		const length = trace.valueLength[event] as number;
		if (length === 0) {
			const text = trace.imported?.valueOf(event);
			return text == null ? new Opaque(`unread ${event}`) : parseValue(text);
		}
		const offset = (trace.offset[event] as number) + (trace.valueStart[event] as number);
		const bytes = this.read(event, offset, length);
		return bytes.length < length ? new Opaque(`unread ${event}`) : parseValue(decodeWtf8(bytes));
	}

	/** A field of an event's line besides the columns, as it was parsed; undefined where there is none. */
	field(event: number, name: string): unknown {
		const { trace } = this;
		if (trace.format !== 'native') return undefined;
		const length = trace.length[event] as number;
		if (length > MAX_LINE) return undefined;
		const text = decodeWtf8(this.read(event, trace.offset[event] as number, length));
		// Mostly the line has no such field; where anything is escaped the name may be.
		if (!text.includes(`"${name}"`) && !text.includes('\\')) return undefined;
		if (isDeep(text)) return undefined;
		try {
			const line: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
			return typeof line === 'object' && line !== null && Object.hasOwn(line, name)
				? (line as Record<string, unknown>)[name]
				: undefined;
		} catch {
			// The file is no longer what was scanned.
			return undefined;
		}
	}

	private read(event: number, offset: number, length: number): Uint8Array {
		this.bytes += length;
		return this.source.read(fileOf(this.trace, event), offset, length);
	}
}

const MAX_KNOWN = 4096;
/** What a write meant stands in short lines. */
const MAX_LINE = 1 << 18;
