import { finishHash, HASH_SEED, mixWord, viewOf, wordAt } from '../../trace/hash.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import { escapeLength } from './escapes.ts';
import { areDigits, digitsIn, firstSpecial } from './words.ts';

/**
 * A strict reader of one JSON text (RFC 8259) in bytes, without recursion and without making strings. It accepts exactly what
 * JSON.parse accepts. Methods answer false where the text is not what they read; then `problem` says what was expected
 * and `problemAt` where.
 */
export class JsonCursor {
	bytes: Uint8Array = new Uint8Array(0);
	/** The same bytes, to be read four at a time. */
	view = viewOf(this.bytes);
	pos = 0;
	end = 0;
	problem: string | null = null;
	problemAt = 0;

	/** The last string read, without its quotes, whether it has escapes, and if not, the hash of its bytes. */
	start = 0;
	stop = 0;
	escaped = false;
	hash = 0;
	/** The last number read; no integer to begin with, so that how it is held need not change when lines are read. */
	number = Number.NaN;
	/** Whether that was digits alone, as JavaScript writes them too; `hash` is then that of its bytes. */
	plain = false;
	/** How deep the deepest value skipped since `open` was nested. */
	deepest = 0;

	private nesting = new Uint8Array(64);

	/** @param ofLines a line feed is no white space: it ends what is read */
	constructor(ofLines = false) {
		this.feed = ofLines ? 0x20 : 0x0a;
	}

	/** White space besides blank, tab and carriage return. */
	private readonly feed: number;

	open(bytes: Uint8Array, start: number, end: number): void {
		if (bytes !== this.bytes) {
			this.bytes = bytes;
			this.view = viewOf(bytes);
		}
		this.pos = start;
		this.end = end;
		this.problem = null;
		this.deepest = 0;
	}

	fail(expected: string, at = this.pos): false {
		if (this.problem === null) {
			this.problem = expected;
			this.problemAt = at;
		}
		return false;
	}

	/** Skips white space and answers the byte that follows, -1 at the end. */
	peek(): number {
		const bytes = this.bytes;
		while (this.pos < this.end) {
			const byte = bytes[this.pos] as number;
			if (byte > 0x20) return byte;
			if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== this.feed) return byte;
			this.pos++;
		}
		return -1;
	}

	/** Skips white space and the byte, if that is what follows. */
	take(byte: number): boolean {
		if (this.peek() !== byte) return false;
		this.pos++;
		return true;
	}

	/** Reads a string; its place is in start, stop and escaped. Four bytes at a time, as long as none is special. */
	readString(): boolean {
		if (this.peek() !== 0x22) return this.fail('a string');
		const { view, end } = this;
		const start = this.pos + 1;
		let at = start;
		let hash = HASH_SEED;
		while (at + 4 <= end) {
			const word = view.getInt32(at, true);
			const special = firstSpecial(word);
			if (special === 4) {
				hash = mixWord(hash, word);
				at += 4;
				continue;
			}
			const stop = at + special;
			if (((word >>> (special << 3)) & 0xff) !== 0x22) break;
			this.start = start;
			this.stop = stop;
			this.escaped = false;
			this.hash = finishHash(hash, word & ((1 << (special << 3)) - 1), stop - start);
			this.pos = stop + 1;
			return true;
		}
		return this.readStringByByte(start, at, hash);
	}

	/** Goes on with a string at `at`, where it has an escape or the text ends soon. `hash` is that of the words before. */
	private readStringByByte(start: number, from: number, hash: number): boolean {
		const { bytes, end } = this;
		this.start = start;
		this.escaped = false;
		for (let at = from; ; ) {
			if (at >= end) return this.fail('a closing quote', end);
			const byte = bytes[at] as number;
			if (byte === 0x22) {
				this.stop = at;
				this.pos = at + 1;
				if (!this.escaped) this.hash = finishHash(hash, wordAt(this.view, from, at), at - start);
				return true;
			}
			if (byte < 0x20) return this.fail('no control character within a string', at);
			if (byte === 0x5c) {
				this.escaped = true;
				const length = escapeLength(bytes, at, end);
				if (length === 0) return this.fail('an escape sequence', at);
				at += length;
			} else at++;
		}
	}

	/** The text of the last string read. */
	text(): string {
		const raw = decodeWtf8(this.bytes.subarray(this.start, this.stop));
		return this.escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
	}

	/**
	 * Reads a number into `number`, correctly rounded. Up to 15 digits with a decimal point, the digits and the power of ten
	 * are both exact doubles, so that one division rounds correctly (Clinger, "How to read floating point numbers
	 * accurately", 1990). All else goes the slow way.
	 */
	readNumber(): boolean {
		this.peek();
		const { bytes, end } = this;
		const start = this.pos;
		let at = this.readDigits(start);
		const whole = at - start;
		let fraction = 0;
		if (at < end && bytes[at] === 0x2e) {
			const point = at++;
			for (; at < end && isDigit(bytes[at] as number); at++)
				this.number = this.number * 10 + (bytes[at] as number) - 0x30;
			fraction = at - point - 1;
			if (fraction === 0) return this.readNumberSlowly(start);
			this.number /= 10 ** fraction;
		}
		const byte = at < end ? (bytes[at] as number) | 0x20 : 0;
		const leadingZero = whole > 1 && bytes[start] === 0x30;
		if (whole === 0 || leadingZero || whole + fraction > 15 || byte === 0x65)
			return this.readNumberSlowly(start);
		this.plain = fraction === 0;
		this.pos = at;
		return true;
	}

	/** Reads digits from `start` on into `number` and `hash`, and tells where they end. */
	private readDigits(start: number): number {
		const { view, end } = this;
		let at = start;
		let hash = HASH_SEED;
		let digits = 0;
		let word = wordAt(view, at, end);
		for (; areDigits(word); at += 4, word = wordAt(view, at, end)) {
			digits = digits * 10_000 + digitsIn(word);
			hash = mixWord(hash, word);
		}
		let shift = 0;
		for (let byte = word & 0xff; isDigit(byte); byte = (word >>> shift) & 0xff) {
			digits = digits * 10 + byte - 0x30;
			shift += 8;
		}
		at += shift >>> 3;
		this.number = digits;
		this.hash = finishHash(hash, word & ((1 << shift) - 1), at - start);
		return at;
	}

	private readNumberSlowly(start: number): boolean {
		if (!this.skipNumber()) return false;
		this.plain = false;
		this.number = Number(decodeWtf8(this.bytes.subarray(start, this.pos)));
		return true;
	}

	/** Skips any value, however deeply nested. */
	skipValue(): boolean {
		let depth = 0;
		for (;;) {
			const byte = this.peek();
			if (byte === 0x22) {
				if (!this.readString()) return false;
			} else if (byte === 0x7b || byte === 0x5b) {
				this.pos++;
				if (this.peek() !== byte + 2) {
					if (depth === this.nesting.length) {
						const deeper = new Uint8Array(depth * 2);
						deeper.set(this.nesting);
						this.nesting = deeper;
					}
					this.nesting[depth++] = byte;
					if (depth > this.deepest) this.deepest = depth;
					if (byte === 0x7b && !this.readName()) return false;
					continue;
				}
				this.pos++;
			} else if (!this.skipScalar(byte)) return false;
			// A value ended: close what ends with it, or go on to the next one.
			for (;;) {
				if (depth === 0) return true;
				const open = this.nesting[depth - 1] as number;
				const next = this.peek();
				if (next === 0x2c) {
					this.pos++;
					if (open === 0x7b && !this.readName()) return false;
					break;
				}
				if (next !== open + 2) return this.fail(open === 0x7b ? '"," or "}"' : '"," or "]"');
				this.pos++;
				depth--;
			}
		}
	}

	/** Reads a field's name and the colon after it. The name's place is in start, stop and escaped. */
	readName(): boolean {
		if (this.peek() !== 0x22) return this.fail('a field name in quotes');
		if (!this.readString()) return false;
		return this.take(0x3a) || this.fail('":"');
	}

	private skipScalar(byte: number): boolean {
		if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) return this.skipNumber();
		if (byte === 0x74) return this.skipWord('true');
		if (byte === 0x66) return this.skipWord('false');
		if (byte === 0x6e) return this.skipWord('null');
		return this.fail('a value');
	}

	skipWord(word: string): boolean {
		for (let i = 0; i < word.length; i++) {
			if (this.pos + i >= this.end || this.bytes[this.pos + i] !== word.charCodeAt(i))
				return this.fail('a value');
		}
		this.pos += word.length;
		return true;
	}

	private skipNumber(): boolean {
		const from = this.pos;
		if (this.byte() === 0x2d) this.pos++;
		if (this.byte() === 0x30) this.pos++;
		else if (!this.skipDigits()) return this.fail('a number', from);
		if (this.byte() === 0x2e) {
			this.pos++;
			if (!this.skipDigits()) return this.fail('digits after the decimal point');
		}
		if (this.byte() === 0x65 || this.byte() === 0x45) {
			this.pos++;
			if (this.byte() === 0x2b || this.byte() === 0x2d) this.pos++;
			if (!this.skipDigits()) return this.fail('digits of the exponent');
		}
		return true;
	}

	private byte(): number {
		return this.pos < this.end ? (this.bytes[this.pos] as number) : -1;
	}

	private skipDigits(): boolean {
		const from = this.pos;
		for (let byte = this.byte(); byte >= 0x30 && byte <= 0x39; byte = this.byte()) this.pos++;
		return this.pos > from;
	}
}

function isDigit(byte: number): boolean {
	return byte >= 0x30 && byte <= 0x39;
}
