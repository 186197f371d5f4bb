import { EVIDENCE_NAMES, type Evidence, type EvidenceName } from '../../trace/importedColumns.ts';
import { OP_NAMES } from '../../trace/ops.ts';
import { EventRow, type TraceBuilder } from '../../trace/trace.ts';
import { JsonCursor } from '../json/cursor.ts';
import { FIELD, fieldAt } from './fieldNames.ts';
import { FIELD_NAMES, type FieldName } from './fields.ts';
import { FieldValues, isNumber } from './fieldValues.ts';

/** A bit for each field that only imported events have. */
export const IMPORTED_FIELDS =
	(1 << FIELD.clock) | (1 << FIELD.native) | (1 << FIELD.certainty) | (1 << FIELD.rank) | (1 << FIELD.closes);

const OP_BYTES = OP_NAMES.map((name) => Uint8Array.from(name, (character) => character.charCodeAt(0)));
const HEADER_BYTES = Uint8Array.from('header', (character) => character.charCodeAt(0));

/** What `row.op` holds: the numbers of Op, or one of these. */
export const OP_ABSENT = -1;
export const OP_HEADER = -2;
export const OP_UNKNOWN = -3;

/**
 * The fields of one line of the native format, read from its bytes: strings as numbers of the trace's tables, values as places
 * in the line. Used again for each line. What it holds of a field counts only where the field {@link has} been read.
 */
export class LineFields {
	readonly cursor = new JsonCursor();
	readonly row = new EventRow();
	from = -1;
	to = -1;
	at = -1;
	key = -1;
	readonly keys: number[] = [];
	vv = -1;
	context = -1;
	valueFrom = 0;
	valueTo = 0;
	valuesFrom = 0;
	valuesTo = 0;
	opText = '';
	clock = -1;
	native = '';
	rank = Number.NaN;
	closes = false;
	evidence: Evidence = 0;
	/** Fields of another type than theirs, three numbers each: the field, and the columns of its value. */
	readonly mistyped: number[] = [];
	/** A bit for each field of FIELD_NAMES that the line has with a usable value. */
	seen = 0;
	private lineStart = 0;
	private readonly values: FieldValues;

	constructor(private readonly builder: TraceBuilder) {
		this.values = new FieldValues(this.cursor, builder);
	}

	/** Opens the line in bytes[start, end); `skipped` bytes at its start are no part of its JSON. False for a blank line. */
	open(bytes: Uint8Array, start: number, end: number, skipped: number): boolean {
		this.lineStart = start;
		this.cursor.open(bytes, start + skipped, end);
		if (this.cursor.peek() < 0) return false;
		this.row.reset();
		this.seen = 0;
		this.opText = '';
		if (this.mistyped.length > 0) this.mistyped.length = 0;
		return true;
	}

	/** Whether the line has a field, with a value of its type. */
	has(field: number): boolean {
		return (this.seen & (1 << field)) !== 0;
	}

	/** Reads all fields. False where the line is no JSON object: the cursor then has the problem. */
	read(): boolean {
		const cursor = this.cursor;
		if (!cursor.take(0x7b)) return cursor.fail('an event: a JSON object');
		if (!cursor.take(0x7d)) {
			do {
				if (!this.readField()) return false;
			} while (cursor.take(0x2c));
			if (!cursor.take(0x7d)) return cursor.fail('"," or "}"');
		}
		return cursor.peek() < 0 || cursor.fail('the end of the line after the event');
	}

	/** Reads a field's name and the colon after it. Answers the field, -1 for one of no concern, -2 where there is none. */
	private readFieldName(): number {
		const cursor = this.cursor;
		if (cursor.peek() === 0x22) {
			const field = fieldAt(cursor.bytes, cursor.pos + 1, cursor.end);
			if (field >= 0) {
				cursor.pos += (FIELD_NAMES[field] as string).length + 3;
				return field;
			}
		}
		if (!cursor.readName()) return -2;
		return FIELD_NAMES.indexOf(cursor.text() as FieldName);
	}

	/** The last of two fields of one name counts, as with JSON.parse. */
	private readField(): boolean {
		const cursor = this.cursor;
		const field = this.readFieldName();
		if (field === -2) return false;
		if (field < 0) return cursor.skipValue();
		if (this.mistyped.length > 0) this.forgetMistyped(field);
		const first = cursor.peek();
		if (first === 0x6e && field !== FIELD.value) {
			// null is the absence of any field but a value.
			this.seen &= ~(1 << field);
			return cursor.skipWord('null');
		}
		const start = cursor.pos;
		if (this.readTyped(field, first)) {
			this.seen |= 1 << field;
			return true;
		}
		if (cursor.problem !== null) return false;
		// Well-formed JSON of another type: go on as if the field were absent, and say so once the line is known to be an event.
		this.seen &= ~(1 << field);
		cursor.pos = start;
		if (!cursor.skipValue()) return false;
		// What only imports write is, of another type, somebody's own field of that name.
		if ((IMPORTED_FIELDS & (1 << field)) !== 0) return true;
		this.mistyped.push(field, start - this.lineStart, cursor.pos - this.lineStart);
		return true;
	}

	/** Reads the value of a field, whose first byte is `first`. False: it is not of the field's type, or no JSON. */
	private readTyped(field: number, first: number): boolean {
		const { cursor, row, builder } = this;
		switch (field) {
			case FIELD.op:
				if (first !== 0x22 || !cursor.readString()) return false;
				row.op = this.opOf();
				return true;
			case FIELD.at:
				this.at = this.values.readInterned(first, builder.replicas);
				return this.at >= 0;
			case FIELD.from:
				this.from = this.values.readInterned(first, builder.replicas);
				return this.from >= 0;
			case FIELD.to:
				this.to = this.values.readInterned(first, builder.replicas);
				return this.to >= 0;
			case FIELD.key:
				this.key = this.values.readInterned(first, builder.keys);
				return this.key >= 0;
			case FIELD.client:
				row.client = this.values.readInterned(first, builder.clients);
				return row.client >= 0;
			case FIELD.keys:
				return this.values.readKeys(this.keys);
			case FIELD.msg:
				row.message = this.values.readMessage(first);
				return row.message >= 0;
			case FIELD.value: {
				const from = cursor.pos;
				if (!cursor.skipValue()) return false;
				this.valueFrom = from - this.lineStart;
				this.valueTo = cursor.pos - this.lineStart;
				return true;
			}
			case FIELD.values: {
				const from = cursor.pos;
				if (first !== 0x5b || !cursor.skipValue()) return false;
				this.valuesFrom = from - this.lineStart;
				this.valuesTo = cursor.pos - this.lineStart;
				return true;
			}
			case FIELD.ts:
				if (!isNumber(first) || !cursor.readNumber()) return false;
				row.ts = cursor.number;
				return true;
			case FIELD.seq:
				if (!isNumber(first) || !cursor.readNumber()) return false;
				row.seq = cursor.number;
				return true;
			case FIELD.vv:
				this.vv = this.values.readVector(first);
				return this.vv >= 0;
			case FIELD.context:
				this.context = this.values.readVector(first);
				return this.context >= 0;
			case FIELD.dot:
				row.dot = this.values.readDot(first);
				return row.dot >= 0;
			case FIELD.hlc:
				return this.values.readHlc(first, row);
			case FIELD.clock:
				this.clock = this.values.readVector(first);
				return this.clock >= 0;
			case FIELD.native:
				if (first !== 0x22 || !cursor.readString()) return false;
				this.native = cursor.text();
				return true;
			case FIELD.closes:
				this.closes = first === 0x74;
				return cursor.skipValue();
			case FIELD.certainty:
				return this.readEvidence(first);
			case FIELD.rank:
				if (!isNumber(first) || !cursor.readNumber()) return false;
				this.rank = cursor.number;
				return true;
			default:
				return cursor.skipValue();
		}
	}

	private readEvidence(first: number): boolean {
		if (first !== 0x22 || !this.cursor.readString()) return false;
		const evidence = EVIDENCE_NAMES.indexOf(this.cursor.text() as EvidenceName);
		if (evidence >= 0) this.evidence = evidence as Evidence;
		return evidence >= 0;
	}

	/** The operation that the string just read names. */
	private opOf(): number {
		const cursor = this.cursor;
		if (!cursor.escaped) {
			for (let op = 0; op < OP_BYTES.length; op++) if (this.stringIs(OP_BYTES[op] as Uint8Array)) return op;
			if (this.stringIs(HEADER_BYTES)) return OP_HEADER;
		}
		this.opText = cursor.text();
		const op = OP_NAMES.indexOf(this.opText as (typeof OP_NAMES)[number]);
		if (op >= 0) return op;
		return this.opText === 'header' ? OP_HEADER : OP_UNKNOWN;
	}

	private stringIs(name: Uint8Array): boolean {
		const { bytes, start, stop } = this.cursor;
		if (stop - start !== name.length) return false;
		for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
		return true;
	}

	/** Whether the line has a field with a value of another type. */
	isMistyped(field: number): boolean {
		for (let i = 0; i < this.mistyped.length; i += 3) if (this.mistyped[i] === field) return true;
		return false;
	}

	private forgetMistyped(field: number): void {
		for (let i = this.mistyped.length - 3; i >= 0; i -= 3)
			if (this.mistyped[i] === field) this.mistyped.splice(i, 3);
	}
}
