import { BlockTaker, type EventBlock } from '../../trace/eventBlock.ts';
import { TraceBuilder } from '../../trace/trace.ts';
import { RunScanner } from './runScanner.ts';

/** Scans runs of lines from the middle of a file, apart from the trace that they are for: see {@link ScanQueue}. */
export class BlockScanner {
	private readonly builder = new TraceBuilder('native');
	private readonly file = this.builder.beginFile('');
	private readonly scanner = new RunScanner(this.builder, this.file, true);
	private readonly taker = new BlockTaker(this.builder);

	/**
	 * The events of the lines in `bytes`, each with its LF, which start at `offset` in the file; the block is valid until the next
	 * one is asked for. Null where there is something in them that blocks do not have; then no other block can be had.
	 */
	scan(bytes: Uint8Array, offset: number): EventBlock | null {
		const { builder, file } = this;
		builder.clear();
		file.lines = 0;
		file.skipped = {};
		this.scanner.push(bytes, 0, bytes.length, offset);
		return builder.imported === null ? this.taker.take(file) : null;
	}
}
