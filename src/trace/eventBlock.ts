import {
	COLUMN_NAMES,
	type ColumnName,
	type EventColumns,
	RARE_COLUMN_NAMES,
	type RareColumnName,
} from './eventColumns.ts';
import type { FindingCode } from './finding.ts';
import { grown } from './growable.ts';
import type { StringTable } from './stringTable.ts';
import type { TraceBuilder, TraceFile } from './trace.ts';

const TABLES = ['replicas', 'keys', 'clients', 'messages'] as const;
type TableName = (typeof TABLES)[number];

/**
 * The events of some successive lines of a file, as another builder collected them: with the numbers of that builder's tables,
 * and lines counted from 1. What holds numbers lies in memory that is valid only until the next block is asked for.
 */
export interface EventBlock {
	/** How many lines were read, blank ones included. */
	readonly lines: number;
	readonly count: number;
	readonly columns: Pick<EventColumns, ColumnName | RareColumnName>;
	readonly keyLists: readonly Int32Array[];
	/** What is new in the builder's tables since its last block: see {@link StringTable.since}. */
	readonly strings: Readonly<Record<TableName, Uint8Array>>;
	/** All vectors that the columns mean: see {@link VectorPool.entries}. */
	readonly vectorIds: Uint32Array;
	readonly vectorCounts: Float64Array;
	/** New since the last block. */
	readonly participants: readonly number[];
	readonly findings: readonly { code: FindingCode; line: number; a: number; b: number; text?: string }[];
	readonly skipped: Readonly<Record<string, number>>;
}

/** Takes what a builder has collected as blocks, for {@link BlockAppender}; each tells what is new since the one before it. */
export class BlockTaker {
	private readonly known: Record<TableName, number> = { replicas: 0, keys: 0, clients: 0, messages: 0 };
	private participants = 0;

	constructor(private readonly builder: TraceBuilder) {}

	/** The events of the builder, all of them of `file`; valid until the builder is cleared. */
	take(file: TraceFile): EventBlock {
		const { builder, known } = this;
		const { count, findings } = builder;
		const entries = builder.vectors.entries();
		const columns = [...COLUMN_NAMES, ...RARE_COLUMN_NAMES].map((name) => [
			name,
			builder[name].subarray(0, count),
		]);
		const strings = TABLES.map((name) => [name, builder[name].since(known[name])]);
		const participants = builder.participants.slice(this.participants);
		for (const name of TABLES) known[name] = builder[name].size;
		this.participants = builder.participants.length;
		return {
			lines: file.lines,
			count,
			columns: Object.fromEntries(columns),
			keyLists: builder.keyLists,
			strings: Object.fromEntries(strings),
			vectorIds: entries.ids,
			vectorCounts: entries.counts,
			participants,
			findings: Array.from({ length: findings.count }, (_, id) => ({
				code: findings.code(id),
				line: findings.line(id),
				a: findings.a(id),
				b: findings.b(id),
				...(findings.text(id) !== undefined && { text: findings.text(id) }),
			})),
			skipped: file.skipped,
		};
	}
}

/**
 * Appends blocks of one {@link BlockTaker}, in its order, to a builder: what comes out is what reading their lines into the builder
 * would have given, number for number. Linear in the blocks and the new strings and vectors.
 */
export class BlockAppender {
	/** By number in the taker's tables: the number in the builder's. */
	private readonly ids: Record<TableName, Int32Array<ArrayBuffer>> = {
		replicas: new Int32Array(0),
		keys: new Int32Array(0),
		clients: new Int32Array(0),
		messages: new Int32Array(0),
	};
	/** How many of them there are. */
	private readonly known: Record<TableName, number> = { replicas: 0, keys: 0, clients: 0, messages: 0 };

	constructor(private readonly builder: TraceBuilder) {}

	/** @param file the file, with number `fileNumber`, that the block's lines continue */
	append(block: EventBlock, file: TraceFile, fileNumber: number): void {
		const { builder, ids, known } = this;
		for (const name of TABLES) {
			builder[name].internAll(block.strings[name], (id) => {
				ids[name] = grown(ids[name], ++known[name]);
				ids[name][known[name] - 1] = id;
			});
		}
		for (const replica of block.participants) builder.addParticipant(ids.replicas[replica] as number);
		this.appendRows(block, file.lines, this.vectorPlaces(block));
		for (const { line, ...finding } of block.findings) {
			builder.findings.add({ ...finding, file: fileNumber, line: file.lines + line });
		}
		for (const [code, count] of Object.entries(block.skipped)) {
			file.skipped[code] = (file.skipped[code] ?? 0) + count;
		}
		file.lines += block.lines;
	}

	/** By place in the block's vectors: the place in the builder's pool. */
	private vectorPlaces({ vectorIds, vectorCounts }: EventBlock): Int32Array {
		const { vectors } = this.builder;
		const { replicas } = this.ids;
		const places = new Int32Array(vectorIds.length);
		for (let at = 0; at < vectorIds.length; ) {
			const end = at + (vectorIds[at] as number);
			vectors.begin();
			for (let entry = at + 1; entry <= end; entry++) {
				vectors.push(replicas[vectorIds[entry] as number] as number, vectorCounts[entry] as number);
			}
			places[at] = vectors.end();
			at = end + 1;
		}
		return places;
	}

	private appendRows({ columns, count, keyLists }: EventBlock, lines: number, places: Int32Array): void {
		const { builder, ids } = this;
		const first = builder.count;
		builder.reserve(first + count);
		for (const name of ['op', 'flags', 'offset', 'length', 'ts', 'valueStart', 'valueLength'] as const) {
			builder[name].set(columns[name], first);
		}
		for (let i = 0; i < count; i++) builder.line[first + i] = lines + (columns.line[i] as number);
		renumber(columns.replica, builder.replica, first, ids.replicas);
		renumber(columns.peer, builder.peer, first, ids.replicas);
		renumber(columns.key, builder.key, first, ids.keys);
		const lists = builder.keyLists.length;
		if (keyLists.length > 0) {
			for (let i = 0; i < count; i++) {
				const key = columns.key[i] as number;
				if (key < -1) builder.key[first + i] = key - lists;
			}
			for (const keys of keyLists) builder.keyLists.push(keys.map((key) => ids.keys[key] as number));
		}
		renumber(columns.client, builder.client, first, ids.clients);
		renumber(columns.message, builder.message, first, ids.messages);
		renumber(columns.vector, builder.vector, first, places);
		for (const name of RARE_COLUMN_NAMES) {
			if (columns[name].length === 0 && builder[name].length === 0) continue;
			const column = builder.rare(name);
			if (name === 'dot') renumber(columns.dot, column as Int32Array, first, places);
			else column.set(columns[name], first);
		}
		builder.count = first + count;
	}
}

/** Writes numbers of one table as numbers of another; what is below 0 is none. Without branches: of some columns half is none. */
function renumber(from: Int32Array, to: Int32Array, first: number, numbers: Int32Array): void {
	for (let i = 0; i < from.length; i++) {
		const number = from[i] as number;
		const none = number >> 31;
		to[first + i] = (number & none) | ((numbers[number & ~none] as number) & ~none);
	}
}
