import { BlockAppender, type EventBlock } from '../../trace/eventBlock.ts';
import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import type { RunScanner } from './runScanner.ts';

/** A second thread that scans runs of lines, or what does as if it were one. */
export interface ScanHelper {
	/** Whether it takes runs by now. */
	readonly ready: boolean;
	/** How many of the runs given are not scanned yet. */
	readonly pending: number;
	/** About how many bytes a run shall have. */
	readonly runBytes: number;
	/** Memory for runs that both can read. */
	allocate(bytes: number): Uint8Array;
	/** Has the lines in `run`, each with its LF, scanned. They start at `offset` in the file and stay as they are until taken. */
	give(run: Uint8Array, offset: number): void;
	/** Waits for the oldest run given and not yet taken. Null where it cannot be had: then nor can any after it. */
	take(): EventBlock | null;
	/** Lets go of the thread. May be called again. */
	close(): void;
}

/** A helper has no more than so many runs that are not taken yet, */
export const MOST_GIVEN = 4;
/** and not more that are not scanned yet: so many keep it busy. */
const MOST_PENDING = 2;
/** So many runs may wait to be scanned, or for what was scanned before them. */
const WAITING = 6;

interface Run {
	readonly memory: Uint8Array;
	readonly length: number;
	readonly offset: number;
	/** Whether the helper has it. */
	readonly isGiven: boolean;
}

/**
 * Has runs of lines scanned by a helper and by itself, side by side. What the helper scanned is appended in its turn, so that the
 * trace is the same as if one had scanned all, and at any time the trace of a beginning of the file. Whatever the helper does
 * not do is done here.
 */
export class ScanQueue {
	private readonly waiting: Run[] = [];
	private readonly free: Uint8Array[] = [];
	private readonly appender: BlockAppender;
	/** How many of the waiting runs the helper has. */
	private given = 0;
	private helper: ScanHelper | null;
	private filling: Uint8Array;
	private readonly runBytes: number;
	private filled = 0;
	private offset = 0;

	constructor(
		private readonly builder: TraceBuilder,
		private readonly file: TraceFile,
		private readonly scanner: RunScanner,
		helper: ScanHelper,
	) {
		this.helper = helper;
		this.appender = new BlockAppender(builder);
		this.runBytes = helper.runBytes;
		this.filling = helper.allocate(this.runBytes);
	}

	/** Takes the lines bytes[start, end), each with its LF, which start at `offset` in the file, after all that it took before. */
	push(bytes: Uint8Array, start: number, end: number, offset: number): void {
		for (let from = start; from < end; ) {
			if (this.helper === null) this.flush();
			if (this.waiting.length === 0 && this.filled === 0 && !this.mayShare()) {
				this.scanner.push(bytes, from, end, offset + from - start);
				return;
			}
			const room = this.filling.length - this.filled;
			let to = end - from <= room ? end : bytes.lastIndexOf(0x0a, from + room - 1) + 1;
			if (to <= from) {
				if (this.filled > 0) {
					this.enqueue();
					continue;
				}
				// A line that is longer than a run.
				to = bytes.indexOf(0x0a, from) + 1;
				this.filling = this.allocate(to - from);
			}
			if (this.filled === 0) this.offset = offset + from - start;
			this.filling.set(bytes.subarray(from, to), this.filled);
			this.filled += to - from;
			from = to;
			if (this.filled >= this.runBytes / 2) this.enqueue();
		}
	}

	/** The bytes that it took and that are not scanned yet. */
	get bytes(): number {
		return this.waiting.reduce((sum, { length }) => sum + length, this.filled);
	}

	/** Scans what waits. */
	flush(): void {
		if (this.filled > 0) this.enqueue();
		while (this.waiting.length > 0) this.settle();
	}

	/** Lets go of the helper; what waits is dropped. */
	close(): void {
		this.waiting.length = 0;
		this.free.length = 0;
		this.helper?.close();
		this.helper = null;
	}

	/** A header counts only before all events: who scans from the middle must be sure to be behind it. */
	private mayShare(): boolean {
		return this.scanner.begun && this.helper?.ready === true;
	}

	private allocate(bytes: number): Uint8Array {
		return this.helper?.allocate(bytes) ?? new Uint8Array(bytes);
	}

	/** In turns, and one more for the helper whenever it would have nothing to do. */
	private isHelpersTurn(): boolean {
		if (this.helper?.ready !== true || this.given === MOST_GIVEN) return false;
		const { pending } = this.helper;
		return pending === 0 || (pending < MOST_PENDING && this.waiting.at(-1)?.isGiven === false);
	}

	private enqueue(): void {
		const run = { memory: this.filling, length: this.filled, offset: this.offset };
		const isGiven = this.isHelpersTurn();
		if (isGiven) {
			this.helper?.give(run.memory.subarray(0, run.length), run.offset);
			this.given++;
		}
		this.waiting.push({ ...run, isGiven });
		this.filled = 0;
		if (this.waiting.length > WAITING) this.settle();
		this.filling = this.free.pop() ?? this.allocate(this.runBytes);
	}

	/** Scans, or appends, the run that waits longest. */
	private settle(): void {
		const run = this.waiting.shift() as Run;
		const { file, builder } = this;
		const block = run.isGiven ? (this.helper?.take() ?? null) : null;
		if (run.isGiven) this.given--;
		if (block !== null) {
			this.appender.append(block, file, builder.files.indexOf(file));
			file.endEvent = builder.count;
		} else {
			if (run.isGiven) {
				this.helper?.close();
				this.helper = null;
			}
			this.scanner.push(run.memory, 0, run.length, run.offset);
		}
		if (run.memory.length === this.runBytes) this.free.push(run.memory);
	}
}
