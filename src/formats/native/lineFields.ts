import { EventRow } from '../../trace/eventRow.ts';
import { EVIDENCE_NAMES, type Evidence, type EvidenceName } from '../../trace/importedColumns.ts';
import { OP_NAMES } from '../../trace/ops.ts';
import { StringTable } from '../../trace/stringTable.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { JsonCursor } from '../json/cursor.ts';
import { FIELD, fieldAt, isFieldAt, LONGEST_NAME, NAME_LENGTHS } from './fieldNames.ts';
import { FIELD_NAMES, type FieldName } from './fields.ts';
import { FieldValues, isNumber } from './fieldValues.ts';

/** A bit for each field that only imported events have. */
export const IMPORTED_FIELDS =
	(1 << FIELD.clock) | (1 << FIELD.native) | (1 << FIELD.certainty) | (1 << FIELD.rank) | (1 << FIELD.closes);

/** The numbers of Op by name; what comes after them is a header. */
const OPS = new StringTable();
for (const name of [...OP_NAMES, 'header']) OPS.internText(name);

/** What `row.op` holds: the numbers of Op, or one of these. */
export const OP_ABSENT = -1;
export const OP_HEADER = -2;
export const OP_UNKNOWN = -3;
/** Stands for a field that an operation does not have. */
export const NO_FIELD = FIELD_NAMES.length;

const LINE_FEED = 0x0a;
const LOWEST_OP = OP_UNKNOWN;

/** So many fields, a power of two, have room in the table of what follows what. */
const FIELD_BITS = 5;
/** Stands for the start of a line. */
const START = FIELD_NAMES.length;

/**
 * The fields of one line of the native format, read from its bytes: strings as numbers of the trace's tables, values as places
 * in the line. Used again for each line. What it holds of a field counts only where the field {@link has} been read.
 */
export class LineFields {
	readonly cursor = new JsonCursor(true);
	readonly row = new EventRow();
	/** By field: the number of the string that it is, in the table of such strings; at NO_FIELD always -1. */
	readonly ids = new Int32Array(FIELD_NAMES.length + 1).fill(-1);
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
	/** The fields in the order of the line, -1 for those of no concern, and where each value starts and ends in the bytes. */
	readonly order: number[] = [];
	/** Whether every field of concern is there with a value of its type. */
	regular = true;
	lineStart = 0;
	/** By field: the table that its value is a string of; undefined where the value is something else. */
	readonly tables: readonly (StringTable | undefined)[];
	/** By operation and field: the field that came after it last time. Lines of one operation are mostly of one shape. */
	private readonly following = new Uint8Array((OP_NAMES.length - LOWEST_OP) << FIELD_BITS);
	private previous = START;
	private readonly values: FieldValues;

	constructor(builder: TraceBuilder) {
		this.values = new FieldValues(this.cursor, builder);
		this.tables = tablesOf(builder);
	}

	/**
	 * Opens the line that starts at bytes[start] and ends with an LF, or at `end`, whichever comes first; `skipped` bytes at its
	 * start are no part of its JSON.
	 */
	open(bytes: Uint8Array, start: number, end: number, skipped: number): void {
		this.lineStart = start;
		this.cursor.open(bytes, start + skipped, end);
		this.row.reset();
		this.previous = START;
		this.seen = 0;
		this.opText = '';
		if (this.order.length > 0) this.order.length = 0;
		this.regular = true;
		if (this.mistyped.length > 0) this.mistyped.length = 0;
	}

	/** Whether nothing but white space is left of the line. */
	isBlank(): boolean {
		return this.cursor.peek() === LINE_FEED;
	}

	/** Whether the line has a field, with a value of its type. */
	has(field: number): boolean {
		return (this.seen & (1 << field)) !== 0;
	}

	/** Reads all fields, up to the end of the line. False where the line is no JSON object: the cursor then has the problem. */
	read(): boolean {
		const cursor = this.cursor;
		if (!cursor.take(0x7b)) return cursor.fail('an event: a JSON object');
		if (!cursor.take(0x7d)) {
			do {
				if (!this.readField()) return false;
			} while (cursor.take(0x2c));
			if (!cursor.take(0x7d)) return cursor.fail('"," or "}"');
		}
		const after = cursor.peek();
		return after < 0 || after === LINE_FEED || cursor.fail('the end of the line after the event');
	}

	/** Reads a field's name and the colon after it. Answers the field, -1 for one of no concern, -2 where there is none. */
	private readFieldName(): number {
		const cursor = this.cursor;
		if (cursor.peek() === 0x22 && cursor.pos + LONGEST_NAME <= cursor.end) {
			const after = ((this.row.op - LOWEST_OP) << FIELD_BITS) | this.previous;
			let field = this.following[after] as number;
			if (!isFieldAt(field, cursor.view, cursor.pos)) {
				field = fieldAt(cursor.view, cursor.pos);
				if (field >= 0) this.following[after] = field;
			}
			if (field >= 0) {
				this.previous = field;
				cursor.pos += NAME_LENGTHS[field] as number;
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
		if (field < 0) {
			cursor.peek();
			const from = cursor.pos;
			if (!cursor.skipValue()) return false;
			this.order.push(field, from, cursor.pos);
			return true;
		}
		if (this.mistyped.length > 0) this.forgetMistyped(field);
		const first = cursor.peek();
		if (first === 0x6e && field !== FIELD.value) {
			// null is the absence of any field but a value.
			this.seen &= ~(1 << field);
			this.regular = false;
			return cursor.skipWord('null');
		}
		const start = cursor.pos;
		if (this.readTyped(field, first)) {
			this.seen |= 1 << field;
			this.order.push(field, start, cursor.pos);
			return true;
		}
		this.regular = false;
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
	readTyped(field: number, first: number): boolean {
		const { cursor, row } = this;
		const table = this.tables[field];
		if (table !== undefined) {
			const id = this.values.readInterned(first, table);
			this.ids[field] = id;
			return id >= 0;
		}
		switch (field) {
			case FIELD.op:
				if (first !== 0x22 || !cursor.readString()) return false;
				row.op = this.opOf();
				return true;
			case FIELD.keys:
				return this.values.readKeys(this.keys);
			case FIELD.msg:
				this.ids[field] = this.values.readMessage(first);
				return (this.ids[field] as number) >= 0;
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
		const op = cursor.escaped
			? OPS.find(cursor.text())
			: OPS.findHashed(cursor.view, cursor.start, cursor.stop, cursor.hash);
		if (op >= 0) return op < OP_NAMES.length ? op : OP_HEADER;
		this.opText = cursor.text();
		return OP_UNKNOWN;
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

function tablesOf({ replicas, keys, clients }: TraceBuilder): (StringTable | undefined)[] {
	const tables = new Array<StringTable | undefined>(FIELD_NAMES.length).fill(undefined);
	for (const field of [FIELD.at, FIELD.from, FIELD.to]) tables[field] = replicas;
	tables[FIELD.key] = keys;
	tables[FIELD.client] = clients;
	return tables;
}
