import { setImmediate } from 'node:timers/promises';
import type {
	FileState,
	LineAnchor,
	LineQueries,
	LineQueryName,
	LineWindow,
	ShownLine,
} from '../linesProtocol.ts';
import { reasonOf } from '../node/unreadable.ts';
import type { Result } from '../protocol.ts';
import type { OpenFile, ReadableFile } from './file.ts';
import { LineIndex } from './lineIndex.ts';
import { LinePlaces } from './linePlaces.ts';
import { backLines, lineAt, nextStart, skipLines } from './lineText.ts';
import { saveBytes } from './saving.ts';
import { openFile } from './sources.ts';
import type { SaveOrder, SaveProgress } from './wire.ts';

/** What is read at a time to index lines: between two, queries are answered. */
const CHUNK = 1 << 20;
/** Milliseconds between two messages on the progress. */
const INTERVAL = 100;
/** More of a line is not shown until it is asked for, in bytes. */
const SHOWN = 4000;
const NOT_YET = 'The file is not read so far yet.';
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
	private places: LinePlaces;
	private running = false;
	private closed = false;

	private readonly handlers: Handlers = {
		lines: (params) => ({ ok: this.window(params) }),
		locate: ({ offset }) => ({ ok: this.places.lineOf(offset) }),
		line: (params) => known(this.places.piece(params)),
		text: (params) => known(this.places.text(params)),
	};

	/** @throws the error of the file system where the file cannot be opened */
	constructor(
		private readonly readable: ReadableFile,
		private readonly tell: (state: FileState) => void,
	) {
		this.file = openFile(readable);
		this.places = new LinePlaces(this.file, this.index);
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
		try {
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
		} catch (error) {
			this.problem = `The file cannot be read any further: ${reasonOf(error)}. What was read until now is shown.`;
		}
		this.running = false;
		if (!this.closed) this.tell(this.state);
	}

	/**
	 * The file may be another one, or have more, or be gone, or be there again.
	 *
	 * @param asked whether the user wants it to be tried again, though nothing may have changed
	 */
	refresh(asked = false): void {
		try {
			this.compare(asked);
		} catch (error) {
			this.problem = gone(error);
		}
		this.tell(this.state);
		if (this.problem === null) void this.run();
	}

	private compare(asked: boolean): void {
		const compared = this.file.compare();
		if (typeof compared === 'object') {
			this.problem = gone(compared.gone);
			return;
		}
		if (compared === 'other' || (asked && this.file.unpacking?.damage != null)) this.reopen();
		else if (compared === 'grown') this.file.extend();
		this.problem = null;
	}

	answer(name: LineQueryName, params: unknown): Result<unknown> {
		try {
			return this.handlers[name](params as never);
		} catch (error) {
			return { err: `The file could not be read: ${reasonOf(error)}.` };
		}
	}

	/** Writes the text between two places into a file, the bytes as they are; see {@link saveBytes}. Never rejects. */
	async save(
		{ from, to, path }: SaveOrder,
		told: (progress: SaveProgress) => void,
		signal: AbortSignal,
	): Promise<Result<{ bytes: number }>> {
		try {
			const range = this.places.between(from, to);
			if (range === null) return { err: NOT_YET };
			const { file } = this;
			const bytes = range.end - range.start;
			const read = (offset: number, length: number) => {
				if (this.file !== file) throw new Error('the file became another one meanwhile');
				return file.read(offset, length);
			};
			await saveBytes(read, range, path, (done) => told({ done, total: bytes }), signal);
			return { ok: { bytes } };
		} catch (error) {
			return { err: `The selection could not be saved: ${reasonOf(error)}.` };
		}
	}

	close(): void {
		if (this.closed) return;
		this.closed = true;
		this.file.close();
	}

	/** @throws the error of the file system; then all is as it was */
	private reopen(): void {
		const file = openFile(this.readable);
		this.file.close();
		this.file = file;
		this.index = new LineIndex();
		this.places = new LinePlaces(file, this.index);
		this.guess = 0;
		this.generation++;
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

	private window({ from, count, anchor }: LineQueries['lines']['params']): LineWindow {
		const first = Math.max(1, from);
		const known = this.places.startOf(first);
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
}

function known<T>(answer: T | null): Result<T> {
	return answer === null ? { err: NOT_YET } : { ok: answer };
}

function gone(reason: unknown): string {
	const why = typeof reason === 'string' ? reason : reasonOf(reason);
	return `The file cannot be read any more: ${why}. What is shown is what it held before.`;
}
