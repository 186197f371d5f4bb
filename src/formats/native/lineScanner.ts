import type { FindingCode } from '../../trace/finding.ts';
import { EVIDENCE_NAMES, type Evidence, type EvidenceName } from '../../trace/importedColumns.ts';
import { createsVersion, isMessage, OP_NAMES, Op } from '../../trace/ops.ts';
import type { StringTable } from '../../trace/stringTable.ts';
import { EventRow, Flag, type TraceBuilder, type TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { JsonCursor } from '../json/cursor.ts';
import { FIELD, fieldAt } from './fieldNames.ts';
import { FIELD_NAMES, FIELD_TYPES, type FieldName, type FieldType, REQUIRED_FIELDS } from './fields.ts';
import { readHeader } from './header.ts';

const REQUIRED_BY_OP = OP_NAMES.map((op) => REQUIRED_FIELDS[op].map((name) => FIELD[name]));

/** What a field of each type has to be, in words. */
const EXPECTED: Record<FieldType, string> = {
	op: 'a string',
	replica: "a string, the replica's id",
	key: 'a string',
	keys: 'an array of strings',
	any: 'any value',
	array: 'an array',
	text: 'a string',
	number: 'a number',
	message: 'a string or a number',
	hlc: 'an object with the numbers "wall" and "logical"',
	vector: 'an object of counters, whole numbers from 0 to 9007199254740991',
	dot: 'an array of a replica id and a counter, a whole number from 0 to 9007199254740991',
	certainty: `one of ${EVIDENCE_NAMES.join(', ')}`,
};

/** A bit for each field that only imported events have. */
const IMPORTED_FIELDS =
	(1 << FIELD.clock) | (1 << FIELD.native) | (1 << FIELD.certainty) | (1 << FIELD.rank) | (1 << FIELD.closes);

const OP_BYTES = OP_NAMES.map((name) => Uint8Array.from(name, (character) => character.charCodeAt(0)));
const HEADER_BYTES = Uint8Array.from('header', (character) => character.charCodeAt(0));

/** What `op` holds: the numbers of Op, or one of these. */
const OP_ABSENT = -1;
const OP_HEADER = -2;
const OP_UNKNOWN = -3;

/**
 * Scans one line of the native format into an event. Nothing is kept of a line but columns: strings are interned from their
 * bytes, values are remembered by their place. Linear in the line.
 */
export class LineScanner {
	private readonly cursor = new JsonCursor();
	private readonly row = new EventRow();
	/** A bit for each field of FIELD_NAMES that the line has with a usable value. */
	private seen = 0;
	private from = -1;
	private to = -1;
	private at = -1;
	private vv = -1;
	private context = -1;
	private valueFrom = 0;
	private valueTo = 0;
	private valuesFrom = 0;
	private valuesTo = 0;
	private opText = '';
	private key = -1;
	private clock = -1;
	private native = '';
	private rank = Number.NaN;
	private closes = false;
	private evidence: Evidence = 0;
	private readonly keyNumbers: number[] = [];
	/** Fields of another type than theirs, three numbers each: the field, and the columns of its value. */
	private readonly mistyped: number[] = [];
	private lineStart = 0;
	private firstLine = true;

	constructor(
		private readonly builder: TraceBuilder,
		private readonly file: TraceFile,
		private readonly fileNumber: number,
	) {}

	/** Scans bytes[start, end), the line without its LF. `offset` is where the line starts in its file. */
	scan(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void {
		const row = this.row;
		row.line = line;
		row.offset = offset;
		row.length = end - start;
		if (
			line === 1 &&
			end - start >= 3 &&
			bytes[start] === 0xef &&
			bytes[start + 1] === 0xbb &&
			bytes[start + 2] === 0xbf
		) {
			this.lineStart = start;
			this.cursor.open(bytes, start + 3, end);
		} else {
			this.lineStart = start;
			this.cursor.open(bytes, start, end);
		}
		if (this.cursor.peek() < 0) return;
		this.reset();
		if (!this.readFields()) {
			const at = this.cursor.problemAt - start;
			this.skip(line, 'malformed-line', this.cursor.problem as string, at, end - start);
		} else if (row.op === OP_HEADER) this.header(bytes, start, end, line);
		else this.finish(line);
		this.firstLine = false;
	}

	/** Counts a line that is no event and says why. Columns are bytes from the start of the line. */
	skip(line: number, code: FindingCode, text: string, from = -1, to = -1): void {
		this.file.skipped[code] = (this.file.skipped[code] ?? 0) + 1;
		this.builder.findings.add({ code, file: this.fileNumber, line, a: from, b: to, text });
	}

	private reset(): void {
		this.row.reset();
		this.seen = 0;
		this.from = this.to = this.at = -1;
		this.vv = this.context = -1;
		this.valueTo = this.valueFrom = 0;
		this.valuesTo = this.valuesFrom = 0;
		this.opText = '';
		if (this.mistyped.length > 0) this.mistyped.length = 0;
	}

	private readFields(): boolean {
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
				this.at = this.readInterned(first, builder.replicas);
				return this.at >= 0;
			case FIELD.from:
				this.from = this.readInterned(first, builder.replicas);
				return this.from >= 0;
			case FIELD.to:
				this.to = this.readInterned(first, builder.replicas);
				return this.to >= 0;
			case FIELD.key:
				this.key = this.readInterned(first, builder.keys);
				return this.key >= 0;
			case FIELD.client:
				row.client = this.readInterned(first, builder.clients);
				return row.client >= 0;
			case FIELD.keys:
				return this.readKeys();
			case FIELD.msg:
				row.message = this.readMessage(first);
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
				this.vv = this.readVector(first);
				return this.vv >= 0;
			case FIELD.context:
				this.context = this.readVector(first);
				return this.context >= 0;
			case FIELD.dot:
				row.dot = this.readDot(first);
				return row.dot >= 0;
			case FIELD.hlc:
				return this.readHlc(first);
			case FIELD.clock:
				this.clock = this.readVector(first);
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

	/** The number of the string that follows, -1 where no string does. */
	private readInterned(first: number, table: StringTable): number {
		const cursor = this.cursor;
		if (first !== 0x22 || !cursor.readString()) return -1;
		return this.internString(table);
	}

	/** The number of the string that was just read. */
	private internString(table: StringTable): number {
		const cursor = this.cursor;
		return cursor.escaped
			? table.internText(cursor.text())
			: table.intern(cursor.bytes, cursor.start, cursor.stop);
	}

	/** A message's id is a string or a number; 1 and "1" are the same id. */
	private readMessage(first: number): number {
		if (!isNumber(first)) return this.readInterned(first, this.builder.messages);
		const { cursor, builder } = this;
		const start = cursor.pos;
		if (!cursor.readNumber()) return -1;
		// What is written in few digits alone is written as JavaScript writes it.
		const isPlain = first > 0x30 && cursor.pos - start <= 15 && onlyDigits(cursor.bytes, start, cursor.pos);
		if (isPlain) return builder.messages.intern(cursor.bytes, start, cursor.pos);
		return builder.messages.internText(String(cursor.number));
	}

	private readKeys(): boolean {
		const cursor = this.cursor;
		if (!cursor.take(0x5b)) return false;
		const keys = this.keyNumbers;
		keys.length = 0;
		if (!cursor.take(0x5d)) {
			do {
				const key = this.readInterned(cursor.peek(), this.builder.keys);
				if (key < 0) return false;
				keys.push(key);
			} while (cursor.take(0x2c));
			if (!cursor.take(0x5d)) return cursor.fail('"," or "]"');
		}
		return true;
	}

	/** The place in the pool of the version vector that follows, -1 where none does. */
	private readVector(first: number): number {
		const { cursor, builder } = this;
		if (first !== 0x7b) return -1;
		cursor.pos++;
		const pool = builder.vectors;
		pool.begin();
		if (!cursor.take(0x7d)) {
			do {
				if (!cursor.readName()) return -1;
				const replica = this.internString(builder.replicas);
				if (!this.readCounter()) return -1;
				pool.push(replica, cursor.number);
			} while (cursor.take(0x2c));
			if (!cursor.take(0x7d)) {
				cursor.fail('"," or "}"');
				return -1;
			}
		}
		return pool.end();
	}

	/** Reads a counter: only integers that a double holds exactly can be compared exactly. */
	private readCounter(): boolean {
		const cursor = this.cursor;
		return (
			isNumber(cursor.peek()) &&
			cursor.readNumber() &&
			cursor.number >= 0 &&
			Number.isSafeInteger(cursor.number)
		);
	}

	/** The place in the pool of the dot that follows, a vector of one entry; -1 where none does. */
	private readDot(first: number): number {
		const { cursor, builder } = this;
		if (first !== 0x5b) return -1;
		cursor.pos++;
		const replica = this.readInterned(cursor.peek(), builder.replicas);
		if (replica < 0 || !cursor.take(0x2c) || !this.readCounter() || !cursor.take(0x5d)) return -1;
		builder.vectors.begin();
		builder.vectors.push(replica, cursor.number);
		return builder.vectors.end();
	}

	private readEvidence(first: number): boolean {
		if (first !== 0x22 || !this.cursor.readString()) return false;
		const evidence = EVIDENCE_NAMES.indexOf(this.cursor.text() as EvidenceName);
		if (evidence >= 0) this.evidence = evidence as Evidence;
		return evidence >= 0;
	}

	private readHlc(first: number): boolean {
		const { cursor, row } = this;
		if (first !== 0x7b) return false;
		cursor.pos++;
		let wall = Number.NaN;
		let logical = 0;
		if (!cursor.take(0x7d)) {
			do {
				if (!cursor.readName()) return false;
				const name = cursor.text();
				if (name !== 'wall' && name !== 'logical') {
					if (!cursor.skipValue()) return false;
				} else {
					if (!isNumber(cursor.peek()) || !cursor.readNumber()) return false;
					if (name === 'wall') wall = cursor.number;
					else logical = cursor.number;
				}
			} while (cursor.take(0x2c));
			if (!cursor.take(0x7d)) return cursor.fail('"," or "}"');
		}
		row.hlcWall = wall;
		row.hlcLogical = logical;
		return !Number.isNaN(wall);
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

	/** Makes an event of what was read, or says why it is none. */
	private finish(line: number): void {
		const { row, builder } = this;
		if (row.op === OP_ABSENT || (this.seen & (1 << FIELD.op)) === 0) {
			this.reportMistyped();
			if (this.isMistyped(FIELD.op)) this.count('malformed-line');
			else this.skip(line, 'missing-field', 'op');
			return;
		}
		if (row.op === OP_UNKNOWN) {
			this.skip(line, 'unknown-op', this.opText);
			return;
		}
		this.reportMistyped();
		if (!this.hasRequired(line)) return;
		this.fill();
		builder.addParticipant(row.replica);
		if (row.peer >= 0) builder.addParticipant(row.peer);
		const event = builder.add(row);
		if ((this.seen & IMPORTED_FIELDS) !== 0) this.describe(event);
	}

	/** What a trace that was converted from another system's log keeps of it. */
	private describe(event: number): void {
		const has = (field: number) => (this.seen & (1 << field)) !== 0;
		this.builder.describe(event, {
			...(has(FIELD.clock) && { clock: this.clock }),
			...(has(FIELD.native) && { native: this.native }),
			...(has(FIELD.certainty) && { evidence: this.evidence }),
			...(has(FIELD.rank) && { rank: this.rank }),
			...(has(FIELD.closes) && { closes: this.closes }),
		});
	}

	/** A field that is required and of another type has been reported already; the line is no event all the same. */
	private hasRequired(line: number): boolean {
		let usable = true;
		for (const field of REQUIRED_BY_OP[this.row.op] as number[]) {
			if ((this.seen & (1 << field)) !== 0) continue;
			usable = false;
			if (!this.isMistyped(field)) {
				this.builder.findings.add({
					code: 'missing-field',
					file: this.fileNumber,
					line,
					text: FIELD_NAMES[field] as string,
				});
			}
		}
		if (!usable) this.count(this.mistyped.length > 0 ? 'malformed-line' : 'missing-field');
		return usable;
	}

	private fill(): void {
		const row = this.row;
		if (row.op === Op.sync) {
			row.replica = this.from;
			row.peer = this.to;
		} else {
			row.replica = this.at;
			if (row.op === Op.send) row.peer = this.to;
			else if (row.op === Op.receive) row.peer = this.from;
		}
		const has = this.seen;
		if ((has & (1 << FIELD.client)) === 0) row.client = -1;
		if ((has & (1 << FIELD.msg)) === 0) row.message = -1;
		if ((has & (1 << FIELD.ts)) === 0) row.ts = Number.NaN;
		if ((has & (1 << FIELD.seq)) === 0) row.seq = Number.NaN;
		if ((has & (1 << FIELD.hlc)) === 0) row.hlcWall = row.hlcLogical = Number.NaN;
		if ((has & (1 << FIELD.key)) !== 0) row.key = this.key;
		else if ((has & (1 << FIELD.keys)) !== 0 && isMessage(row.op)) row.key = this.keyList();
		this.fillVector(has);
		if ((has & (1 << FIELD.value)) !== 0) {
			row.valueStart = this.valueFrom;
			row.valueLength = this.valueTo - this.valueFrom;
		} else if ((has & (1 << FIELD.values)) !== 0) {
			row.valueStart = this.valuesFrom;
			row.valueLength = this.valuesTo - this.valuesFrom;
			row.flags |= Flag.values;
		}
	}

	/** dot with context says more than vv, so where a version carries both, they count. */
	private fillVector(has: number): void {
		const row = this.row;
		const dotted = (has & (1 << FIELD.dot)) !== 0 && (has & (1 << FIELD.context)) !== 0;
		if (dotted && createsVersion(row.op)) {
			row.vector = this.context;
			row.flags |= Flag.dotted;
			return;
		}
		row.dot = -1;
		if ((has & (1 << FIELD.vv)) !== 0) {
			row.vector = this.vv;
			row.flags |= Flag.vector;
		}
	}

	private keyList(): number {
		const keys = Int32Array.from(new Set(this.keyNumbers));
		if (keys.length === 1) return keys[0] as number;
		return -1 - this.builder.keyLists.push(keys);
	}

	private header(bytes: Uint8Array, start: number, end: number, line: number): void {
		if (!this.firstLine) {
			this.skip(line, 'malformed-line', 'a header on the first line only', 0, end - start);
			return;
		}
		const from = this.cursor.bytes[start] === 0xef ? start + 3 : start;
		const problem = readHeader(decodeWtf8(bytes.subarray(from, end)), this.builder);
		if (problem !== null) this.skip(line, 'malformed-line', problem, 0, end - start);
	}

	private isMistyped(field: number): boolean {
		for (let i = 0; i < this.mistyped.length; i += 3) if (this.mistyped[i] === field) return true;
		return false;
	}

	private forgetMistyped(field: number): void {
		for (let i = this.mistyped.length - 3; i >= 0; i -= 3)
			if (this.mistyped[i] === field) this.mistyped.splice(i, 3);
	}

	private reportMistyped(): void {
		const mistyped = this.mistyped;
		for (let i = 0; i < mistyped.length; i += 3) {
			const name = FIELD_NAMES[mistyped[i] as number] as FieldName;
			this.builder.findings.add({
				code: 'malformed-line',
				file: this.fileNumber,
				line: this.row.line,
				a: mistyped[i + 1] as number,
				b: mistyped[i + 2] as number,
				text: `"${name}" to be ${EXPECTED[FIELD_TYPES[name]]}`,
			});
		}
	}

	private count(code: FindingCode): void {
		this.file.skipped[code] = (this.file.skipped[code] ?? 0) + 1;
	}
}

function isNumber(first: number): boolean {
	return first === 0x2d || (first >= 0x30 && first <= 0x39);
}

function onlyDigits(bytes: Uint8Array, start: number, end: number): boolean {
	for (let at = start; at < end; at++) {
		const byte = bytes[at] as number;
		if (byte < 0x30 || byte > 0x39) return false;
	}
	return true;
}
