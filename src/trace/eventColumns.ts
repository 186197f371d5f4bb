import type { EventRow } from './eventRow.ts';

/** The columns that hold numbers, each with what makes one of a length; those of {@link RARE} only where an event has something for them. */
const COLUMNS = {
	op: Uint8Array,
	flags: Uint8Array,
	line: Uint32Array,
	offset: Float64Array,
	length: Uint32Array,
	replica: Int32Array,
	peer: Int32Array,
	key: Int32Array,
	client: Int32Array,
	message: Int32Array,
	ts: Float64Array,
	vector: Int32Array,
	valueStart: Uint32Array,
	valueLength: Uint32Array,
} as const;

/** The rare columns, each with what it holds of an event that has nothing for it. */
const RARE = { dot: -1, seq: Number.NaN, hlcWall: Number.NaN, hlcLogical: Number.NaN } as const;

export type ColumnName = keyof typeof COLUMNS;
export type RareColumnName = keyof typeof RARE;

/** The columns that every trace has. */
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
/** The columns that only some traces have. */
export const RARE_COLUMN_NAMES = Object.keys(RARE) as RareColumnName[];

/** Below so many rows, room is doubled; above, it grows by a quarter, so that little of it stays empty. */
const DOUBLED_TO = 1 << 20;

/** What is expected may be wrong: above so many rows, room grows no more than eightfold at once. Room that stays empty is no memory. */
const BOLD_TO = 1 << 24;

/** The columns of the events of a trace, which grow as events are added. See {@link Trace} for what each holds. */
export class EventColumns {
	count = 0;
	/** How many events there will be, as far as that is known: room is made for so many. */
	expected = 0;
	/** Whether columns lie in shared memory, so that another thread can read them as they are. To be set before the first event. */
	shared = false;
	op = new Uint8Array(0);
	flags = new Uint8Array(0);
	line = new Uint32Array(0);
	offset = new Float64Array(0);
	length = new Uint32Array(0);
	replica = new Int32Array(0);
	peer = new Int32Array(0);
	key = new Int32Array(0);
	client = new Int32Array(0);
	message = new Int32Array(0);
	ts = new Float64Array(0);
	vector = new Int32Array(0);
	valueStart = new Uint32Array(0);
	valueLength = new Uint32Array(0);
	dot = new Int32Array(0);
	seq = new Float64Array(0);
	hlcWall = new Float64Array(0);
	hlcLogical = new Float64Array(0);

	/** The bytes that the columns keep alive. */
	get columnBytes(): number {
		return [...COLUMN_NAMES, ...RARE_COLUMN_NAMES].reduce((sum, name) => sum + this[name].byteLength, 0);
	}

	/** Appends an event and returns its number. Amortised constant time. */
	add(row: EventRow): number {
		const id = this.count;
		if (id === this.op.length) this.reserve(id + 1);
		this.op[id] = row.op;
		this.flags[id] = row.flags;
		this.line[id] = row.line;
		this.offset[id] = row.offset;
		this.length[id] = row.length;
		this.replica[id] = row.replica;
		this.peer[id] = row.peer;
		this.key[id] = row.key;
		this.client[id] = row.client;
		this.message[id] = row.message;
		this.ts[id] = row.ts;
		this.vector[id] = row.vector;
		this.valueStart[id] = row.valueStart;
		this.valueLength[id] = row.valueLength;
		if (row.dot >= 0 || this.dot.length > 0) this.rare('dot')[id] = row.dot;
		if (!Number.isNaN(row.seq) || this.seq.length > 0) this.rare('seq')[id] = row.seq;
		if (!Number.isNaN(row.hlcWall) || this.hlcWall.length > 0) {
			this.rare('hlcWall')[id] = row.hlcWall;
			this.rare('hlcLogical')[id] = row.hlcLogical;
		}
		this.count = id + 1;
		return id;
	}

	/** A rare column with room for as many rows as the others; it comes into being with the first event that has something for it. */
	rare(name: RareColumnName): Int32Array | Float64Array {
		const column = this[name];
		const size = this.op.length;
		if (column.length < size) {
			const larger = name === 'dot' ? new Int32Array(size) : new Float64Array(size);
			larger.fill(RARE[name], column.length);
			larger.set(column);
			this[name] = larger as never;
		}
		return this[name];
	}

	/** Makes room for so many rows. */
	reserve(rows: number): void {
		const { op, expected } = this;
		if (rows <= op.length) return;
		const more = op.length >= DOUBLED_TO ? op.length >> 2 : Math.max(op.length, 1024);
		const wanted = Math.min(expected, Math.max(op.length * 8, BOLD_TO));
		const size = Math.max(rows, wanted > op.length ? wanted : op.length + more);
		for (const name of COLUMN_NAMES) {
			const larger = this.room(name, size);
			larger.set(this[name]);
			this[name] = larger as never;
		}
	}

	private room(name: ColumnName, size: number): EventColumns[ColumnName] {
		const Column = COLUMNS[name] as new (memory: ArrayBufferLike) => EventColumns[ColumnName];
		const bytes = size * COLUMNS[name].BYTES_PER_ELEMENT;
		return new Column(this.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
	}

	/** Forgets all rows and keeps their room. */
	protected clearColumns(): void {
		this.count = 0;
		this.dot = new Int32Array(0);
		this.seq = new Float64Array(0);
		this.hlcWall = new Float64Array(0);
		this.hlcLogical = new Float64Array(0);
	}

	/** Lets go of room that is not used, once no event is to come; of a tenth of it not, since that needs copies. */
	trim(): void {
		const { count, op } = this;
		if (op.length - count <= count / 10) return;
		for (const name of COLUMN_NAMES) {
			const smaller = this.room(name, count);
			smaller.set(this[name].subarray(0, count));
			this[name] = smaller as never;
		}
		for (const name of RARE_COLUMN_NAMES) this[name] = this[name].slice(0, count) as never;
	}
}
