import { closeSync, openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type {
	FileState,
	LineAnchor,
	LineQueries,
	LineQueryName,
	LineWindow,
	ShownLine,
	TextPosition,
} from '../linesProtocol.ts';
import { reasonOf } from '../node/unreadable.ts';
import type { Result } from '../protocol.ts';
import type { OpenFile, ReadableFile } from './file.ts';
import { LineIndex } from './lineIndex.ts';
import { backLines, byteOfColumn, lineAt, nextStart, skipLines } from './lineText.ts';
import { openFile } from './sources.ts';

/** What is read at a time to index lines: between two, queries are answered. */
const CHUNK = 1 << 20;
/** Milliseconds between two messages on the progress. */
const INTERVAL = 100;
/** More of a line is not shown until it is asked for, in bytes. */
const SHOWN = 4000;
/** Nor is more than this of one line ever shown. */
const LARGEST_LINE = 1 << 20;
/** Guesses are made by the lines of so many first bytes. */
const GUESSED_BY = 1 << 22;

type Handlers = {
	[N in LineQueryName]: (params: LineQueries[N]['params']) => Result<LineQueries[N]['result']>;
};

/** The lines of one file: indexes it in the background and answers what is asked meanwhile, whatever its size. */
export class LineReader {
	private file: OpenFile;
	private index = new LineIndex();
	private generation = 1;
	private problem: string | null = null;
	/** Bytes a line has, for guesses: kept the same, so that guesses fit together. */
	private guess = 0;
	private running = false;
	private closed = false;

	private readonly handlers: Handlers = {
		lines: (params) => ({ ok: this.window(params) }),
		locate: ({ offset }) => ({ ok: this.locate(offset) }),
		line: ({ line, limit }) => this.line(line, limit),
		text: (params) => this.text(params),
		save: (params) => this.save(params),
	};

	/** @throws the error of the file system where the file cannot be opened */
	constructor(
		private readonly readable: ReadableFile,
		private readonly tell: (state: FileState) => void,
	) {
		this.file = openFile(readable);
	}

	get state(): FileState {
		const damage = this.file.unpacking?.damage ?? null;
		const problem = damage === null ? this.problem : `What follows could not be unpacked: ${damage}.`;
		return { generation: this.generation, problem, ...this.extent() };
	}

	/** Indexes what is not indexed yet. */
	async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		let told = -INTERVAL;
		const take = (index: LineIndex, chunk: Uint8Array) => {
			index.push(chunk);
			if (this.guess === 0 && index.bytes >= Math.min(GUESSED_BY, this.file.size))
				this.guess = index.bytes / Math.max(1, index.lineCount);
			const now = performance.now();
			// Before there is a guess, what is told would soon be something else.
			if (this.guess === 0 || now - told < INTERVAL) return;
			told = now;
			this.tell(this.state);
		};
		while (!this.closed) {
			// Both are others once the file is another one.
			const { file, index } = this;
			if (file.unpacking?.ended === false) {
				await file.unpack((chunk) => take(index, chunk));
				continue;
			}
			const chunk = file.read(index.bytes, CHUNK);
			if (chunk.length === 0) break;
			take(index, chunk);
			await setImmediate();
		}
		this.running = false;
		if (!this.closed) this.tell(this.state);
	}

	/** The file may be another one, or have more, or be gone. */
	refresh(): void {
		const compared = this.file.compare();
		if (compared === 'same' && this.problem === null) return;
		if (typeof compared === 'object') {
			this.problem = `The file cannot be read any more: ${compared.gone}. What is shown is what it held before.`;
			this.tell(this.state);
			return;
		}
		this.problem = null;
		if (compared === 'grown') this.file.extend();
		if (compared === 'other') this.reopen();
		this.tell(this.state);
		void this.run();
	}

	answer(name: LineQueryName, params: unknown): Result<unknown> {
		try {
			return this.handlers[name](params as never);
		} catch (error) {
			return { err: `The file could not be read: ${reasonOf(error)}.` };
		}
	}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		this.file.close();
	}

	private reopen(): void {
		try {
			const file = openFile(this.readable);
			this.file.close();
			this.file = file;
			this.index = new LineIndex();
			this.guess = 0;
			this.generation++;
		} catch (error) {
			this.problem = `The file cannot be read any more: ${reasonOf(error)}. What is shown is what it held before.`;
		}
	}

	private extent(): Omit<FileState, 'generation' | 'problem'> {
		const { index, file } = this;
		if (file.unpacking !== null) {
			const { done, total, ended } = file.unpacking;
			return { size: total, indexed: done, lines: index.lineCount, exact: ended };
		}
		const exact = index.bytes >= file.size;
		// Always the same until it is known, so that what pages ask for and what they are answered fit together.
		const guess = exact ? 0 : Math.ceil(file.size / (this.guess || 120));
		const lines = exact ? index.lineCount : Math.max(guess, index.lineCount + 1);
		return { size: file.size, indexed: index.bytes, lines, exact };
	}

	/** Where a line (from 1) starts; null where it is not indexed. */
	private startOf(line: number): number | null {
		const wanted = line - 1;
		if (wanted > this.index.ends) return null;
		const near = this.index.before(wanted);
		return skipLines(this.file, this.index, near.offset, wanted - near.line).offset;
	}

	private window({ from, count, anchor }: LineQueries['lines']['params']): LineWindow {
		const first = Math.max(1, from);
		const known = this.startOf(first);
		if (known !== null) return this.linesFrom({ line: first, offset: known }, count, true);
		if (this.index.bytes >= this.file.size)
			return { from: first, exact: true, offset: this.file.size, lines: [] };
		const { lines } = this.extent();
		if (first + count <= lines) {
			const near = anchor === null ? this.guessed(first, lines) : this.from(anchor, first);
			const window = this.linesFrom(near, count, false);
			if (window.from === first && window.lines.length === count) return window;
		}
		// Whatever the guess is worth: the end of the file is where its lines end.
		return this.linesFrom(this.fromEnd(first, lines), Math.min(count, lines - first + 1), false);
	}

	/** The start of a line about where this one must be, of so many. */
	private guessed(line: number, lines: number): LineAnchor {
		const { index, file } = this;
		const share = (line - 1 - index.ends) / Math.max(1, lines - index.ends);
		const offset = index.bytes + share * (file.size - index.bytes);
		const start = nextStart(file, index, Math.min(Math.floor(offset), Math.max(0, file.size - 1)));
		return { line, offset: start ?? file.size };
	}

	/** The start of a line, counted back from the end of the file as if it had so many. */
	private fromEnd(line: number, lines: number): LineAnchor {
		const { file } = this;
		const endsWithEnd = file.read(file.size - 1, 1)[0] === 10;
		const distance = lines - line + (endsWithEnd ? 1 : 0);
		if (distance < 0) return { line, offset: file.size };
		const { offset, skipped } = backLines(file, file.size, distance);
		return skipped === distance ? { line, offset } : this.guessed(line, lines);
	}

	private from(anchor: LineAnchor, line: number): LineAnchor {
		const distance = line - anchor.line;
		const { offset, skipped } =
			distance >= 0
				? skipLines(this.file, this.index, anchor.offset, distance)
				: backLines(this.file, anchor.offset, -distance);
		return { line: anchor.line + (distance >= 0 ? skipped : -skipped), offset };
	}

	private linesFrom({ line, offset }: LineAnchor, count: number, exact: boolean): LineWindow {
		const lines: ShownLine[] = [];
		let at: number | null = offset;
		while (lines.length < count && at !== null && at < this.file.size) {
			lines.push(lineAt(this.file, this.index, at, SHOWN));
			at = nextStart(this.file, this.index, at);
		}
		return { from: line, exact, offset, lines };
	}

	private locate(offset: number): number | null {
		if (offset > this.index.bytes) return null;
		let { line, offset: at } = this.index.beforeOffset(offset);
		while (at < offset) {
			const next = nextStart(this.file, this.index, at);
			if (next === null || next > offset) break;
			at = next;
			line++;
		}
		return line + 1;
	}

	private line(line: number, limit: number): Result<ShownLine> {
		const start = this.startOf(line);
		if (start === null) return { err: 'The file is not read so far yet.' };
		return { ok: lineAt(this.file, this.index, start, Math.min(limit, LARGEST_LINE)) };
	}

	private range(from: TextPosition, to: TextPosition): { start: number; end: number } | null {
		const start = this.byteAt(from);
		const end = this.byteAt(to);
		return start === null || end === null ? null : { start, end };
	}

	/** The byte of a place: the end of the file for what is behind it; null where it is not read so far. */
	private byteAt({ line, column }: TextPosition): number | null {
		const start = this.startOf(line);
		if (start !== null) return byteOfColumn(this.file, this.index, start, column);
		return this.state.exact ? this.file.size : null;
	}

	private text({ from, to, limit }: LineQueries['text']['params']): Result<LineQueries['text']['result']> {
		const range = this.range(from, to);
		if (range === null) return { err: 'The file is not read so far yet.' };
		const bytes = range.end - range.start;
		return bytes > limit
			? { ok: { bytes } }
			: { ok: { text: decodeWtf8(this.file.read(range.start, bytes)) } };
	}

	private save({ from, to, path }: LineQueries['save']['params']): Result<{ bytes: number }> {
		const range = this.range(from, to);
		if (range === null) return { err: 'The file is not read so far yet.' };
		const descriptor = openSync(path, 'w');
		try {
			for (let at = range.start; at < range.end; ) {
				const chunk = this.file.read(at, Math.min(CHUNK, range.end - at));
				if (chunk.length === 0) break;
				writeSync(descriptor, chunk);
				at += chunk.length;
			}
		} finally {
			closeSync(descriptor);
		}
		return { ok: { bytes: range.end - range.start } };
	}
}
