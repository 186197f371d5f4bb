import type { FindingCode } from '../../trace/finding.ts';
import { EVIDENCE_NAMES } from '../../trace/importedColumns.ts';
import { createsVersion, isMessage, OP_NAMES } from '../../trace/ops.ts';
import { Flag, type TraceBuilder, type TraceFile } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { FIELD } from './fieldNames.ts';
import { FIELD_NAMES, FIELD_TYPES, type FieldName, type FieldType, REQUIRED_FIELDS } from './fields.ts';
import { readHeader } from './header.ts';
import { IMPORTED_FIELDS, LineFields, NO_FIELD, OP_ABSENT, OP_HEADER, OP_UNKNOWN } from './lineFields.ts';
import { LineShapes } from './lineShapes.ts';

const REQUIRED_BY_OP = OP_NAMES.map((op) => REQUIRED_FIELDS[op].map((name) => FIELD[name]));
const REQUIRED_MASKS = REQUIRED_BY_OP.map((fields) => fields.reduce((mask, field) => mask | (1 << field), 0));

/** By operation: the field that tells where the event happens, and the one that tells the other side. */
const PLACE_FIELD = Uint8Array.from(OP_NAMES, (op) => (op === 'sync' ? FIELD.from : FIELD.at));
const PEER_FIELD = Uint8Array.from(OP_NAMES, (op) => {
	if (op === 'receive') return FIELD.from;
	return op === 'send' || op === 'sync' ? FIELD.to : NO_FIELD;
});
const KEY_FIELDS = (1 << FIELD.key) | (1 << FIELD.keys);
const VALUE_FIELDS = (1 << FIELD.value) | (1 << FIELD.values);

const LINE_FEED = 0x0a;

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

/**
 * Scans one line of the native format into an event. Nothing is kept of a line but columns: strings are interned from their
 * bytes, values are remembered by their place. Linear in the line.
 */
export class LineScanner {
	private readonly fields: LineFields;
	private readonly shapes: LineShapes;

	constructor(
		private readonly builder: TraceBuilder,
		private readonly file: TraceFile,
		private readonly fileNumber: number,
		/** Whether there was any line yet that is not blank: a header is the first one. */
		public begun: boolean,
	) {
		this.fields = new LineFields(builder);
		this.shapes = new LineShapes(this.fields);
	}

	/**
	 * Scans the line that starts at `start` and tells where the next one does; `limit` is the end of some line, its LF included,
	 * this one or a later one. The line's end need not be looked for: reading the event leads there, and only where it does
	 * not is the line read once more, knowing its end. `offset` is where the line starts in its file.
	 */
	scan(bytes: Uint8Array, start: number, limit: number, line: number, offset: number): number {
		const { fields } = this;
		const { row, cursor } = fields;
		const mark = offset === 0 ? byteOrderMark(bytes, start, limit) : 0;
		row.line = line;
		row.offset = offset;
		fields.open(bytes, start, limit, mark);
		if (this.shapes.read()) {
			this.finish(line);
			this.begun = true;
			return cursor.pos + 1;
		}
		fields.open(bytes, start, limit, mark);
		if (fields.isBlank()) return cursor.pos + 1;
		const isRead = fields.read();
		let end = cursor.pos;
		if (isRead) this.shapes.learn();
		else {
			end = bytes.indexOf(LINE_FEED, start);
			fields.open(bytes, start, end, mark);
		}
		row.length = end - start;
		if (!isRead && !fields.read()) {
			this.skip(line, 'malformed-line', cursor.problem as string, cursor.problemAt - start, end - start);
		} else if (row.op === OP_HEADER) this.header(bytes.subarray(start + mark, end), line);
		else this.finish(line);
		this.begun = true;
		return end + 1;
	}

	/** Counts a line that is no event and says why. Columns are bytes from the start of the line. */
	skip(line: number, code: FindingCode, text: string, from = -1, to = -1): void {
		this.count(code);
		this.builder.findings.add({ code, file: this.fileNumber, line, a: from, b: to, text });
	}

	/** Makes an event of what was read, or says why it is none. */
	private finish(line: number): void {
		const { builder, fields } = this;
		const { row } = fields;
		if (row.op === OP_ABSENT || !fields.has(FIELD.op)) {
			this.reportMistyped();
			if (this.fields.isMistyped(FIELD.op)) this.count('malformed-line');
			else this.skip(line, 'missing-field', 'op');
			return;
		}
		if (row.op === OP_UNKNOWN) {
			this.skip(line, 'unknown-op', fields.opText);
			return;
		}
		const required = REQUIRED_MASKS[row.op] as number;
		if (!fields.regular || (fields.seen & required) !== required) {
			this.reportMistyped();
			if (!this.hasRequired(line)) return;
		}
		this.fill();
		builder.addParticipant(row.replica);
		if (row.peer >= 0) builder.addParticipant(row.peer);
		const event = builder.add(row);
		if ((fields.seen & IMPORTED_FIELDS) !== 0) this.describe(event);
	}

	/** What a trace that was converted from another system's log keeps of it. */
	private describe(event: number): void {
		const { fields } = this;
		const has = (field: number) => fields.has(field);
		this.builder.describe(event, {
			...(has(FIELD.clock) && { clock: fields.clock }),
			...(has(FIELD.native) && { native: fields.native }),
			...(has(FIELD.certainty) && { evidence: fields.evidence }),
			...(has(FIELD.rank) && { rank: fields.rank }),
			...(has(FIELD.closes) && { closes: fields.closes }),
		});
	}

	/** A field that is required and of another type has been reported already; the line is no event all the same. */
	private hasRequired(line: number): boolean {
		let usable = true;
		for (const field of REQUIRED_BY_OP[this.fields.row.op] as number[]) {
			if (this.fields.has(field)) continue;
			usable = false;
			if (!this.fields.isMistyped(field)) {
				this.builder.findings.add({
					code: 'missing-field',
					file: this.fileNumber,
					line,
					text: FIELD_NAMES[field] as string,
				});
			}
		}
		if (!usable) this.count(this.fields.mistyped.length > 0 ? 'malformed-line' : 'missing-field');
		return usable;
	}

	/** Without branches where what is absent differs from line to line. */
	private fill(): void {
		const { fields } = this;
		const { row, seen, ids } = fields;
		row.replica = ids[PLACE_FIELD[row.op] as number] as number;
		row.peer = ids[PEER_FIELD[row.op] as number] as number;
		row.client = (ids[FIELD.client] as number) | noneWithout(seen, FIELD.client);
		row.message = (ids[FIELD.msg] as number) | noneWithout(seen, FIELD.msg);
		row.key = (ids[FIELD.key] as number) | noneWithout(seen, FIELD.key);
		if ((seen & KEY_FIELDS) === 1 << FIELD.keys && isMessage(row.op)) row.key = this.keyList();
		if ((seen & (1 << FIELD.ts)) === 0) row.ts = Number.NaN;
		if ((seen & (1 << FIELD.seq)) === 0) row.seq = Number.NaN;
		if ((seen & (1 << FIELD.hlc)) === 0) row.hlcWall = row.hlcLogical = Number.NaN;
		this.fillVector();
		const value = ~noneWithout(seen, FIELD.value);
		row.valueStart = fields.valueFrom & value;
		row.valueLength = (fields.valueTo - fields.valueFrom) & value;
		if ((seen & VALUE_FIELDS) === 1 << FIELD.values) {
			row.valueStart = fields.valuesFrom;
			row.valueLength = fields.valuesTo - fields.valuesFrom;
			row.flags |= Flag.values;
		}
	}

	/** dot with context says more than vv, so where a version carries both, they count. */
	private fillVector(): void {
		const { fields } = this;
		const { row, seen } = fields;
		const dotted = (seen & (1 << FIELD.dot)) !== 0 && (seen & (1 << FIELD.context)) !== 0;
		if (dotted && createsVersion(row.op)) {
			row.vector = fields.context;
			row.flags |= Flag.dotted;
			return;
		}
		const none = noneWithout(seen, FIELD.vv);
		row.dot = -1;
		row.vector = fields.vv | none;
		row.flags |= Flag.vector & ~none;
	}

	private keyList(): number {
		const keys = Int32Array.from(new Set(this.fields.keys));
		if (keys.length === 1) return keys[0] as number;
		return -1 - this.builder.keyLists.push(keys);
	}

	private header(bytes: Uint8Array, line: number): void {
		const problem = this.begun
			? 'a header on the first line only'
			: readHeader(decodeWtf8(bytes), this.builder);
		if (problem !== null) this.skip(line, 'malformed-line', problem, 0, bytes.length);
	}

	private reportMistyped(): void {
		const { mistyped, row } = this.fields;
		for (let i = 0; i < mistyped.length; i += 3) {
			const name = FIELD_NAMES[mistyped[i] as number] as FieldName;
			this.builder.findings.add({
				code: 'malformed-line',
				file: this.fileNumber,
				line: row.line,
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

/** The length of a byte order mark at the start of a file. */
function byteOrderMark(bytes: Uint8Array, start: number, end: number): number {
	const isMark =
		end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
	return isMark ? 3 : 0;
}

/** 0 where a field has been seen; else -1, which stands for none, with all bits set. */
function noneWithout(seen: number, field: number): number {
	return ((seen >>> field) & 1) - 1;
}
