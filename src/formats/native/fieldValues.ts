import type { StringTable } from '../../trace/stringTable.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import type { JsonCursor } from '../json/cursor.ts';

/**
 * Reads values of the types that fields have, from a cursor into the tables of a trace. Methods that answer a number answer
 * -1 where no such value follows; the cursor then has a problem only where it is no JSON either.
 */
export class FieldValues {
	constructor(
		private readonly cursor: JsonCursor,
		private readonly builder: TraceBuilder,
	) {}

	/** The number of the string that follows, -1 where no string does. */
	readInterned(first: number, table: StringTable): number {
		const cursor = this.cursor;
		if (first !== 0x22 || !cursor.readString()) return -1;
		return this.internString(table);
	}

	/** The number of the string that was just read. */
	private internString(table: StringTable): number {
		const cursor = this.cursor;
		return cursor.escaped
			? table.internText(cursor.text())
			: table.internHashed(cursor.view, cursor.start, cursor.stop, cursor.hash);
	}

	/** A message's id is a string or a number; 1 and "1" are the same id. */
	readMessage(first: number): number {
		if (!isNumber(first)) return this.readInterned(first, this.builder.messages);
		const { cursor, builder } = this;
		const start = cursor.pos;
		if (!cursor.readNumber()) return -1;
		if (cursor.plain) return builder.messages.internHashed(cursor.view, start, cursor.pos, cursor.hash);
		return builder.messages.internText(String(cursor.number));
	}

	/** Reads an array of keys into `keys`, as their numbers. */
	readKeys(keys: number[]): boolean {
		const cursor = this.cursor;
		if (!cursor.take(0x5b)) return false;
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
	readVector(first: number): number {
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
	readDot(first: number): number {
		const { cursor, builder } = this;
		if (first !== 0x5b) return -1;
		cursor.pos++;
		const replica = this.readInterned(cursor.peek(), builder.replicas);
		if (replica < 0 || !cursor.take(0x2c) || !this.readCounter() || !cursor.take(0x5d)) return -1;
		builder.vectors.begin();
		builder.vectors.push(replica, cursor.number);
		return builder.vectors.end();
	}

	/** Reads a hybrid logical clock into `clock`. */
	readHlc(first: number, clock: { hlcWall: number; hlcLogical: number }): boolean {
		const cursor = this.cursor;
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
		clock.hlcWall = wall;
		clock.hlcLogical = logical;
		return !Number.isNaN(wall);
	}
}

/** Whether a value that starts with this byte is a number. */
export function isNumber(first: number): boolean {
	return first === 0x2d || (first >= 0x30 && first <= 0x39);
}
