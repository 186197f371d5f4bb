import type { TraceFile } from '../../trace/trace.ts';
import type { FileReader } from '../format.ts';
import { type LineHandler, LineSplitter } from './lines.ts';

/** Reads a file of the trace line by line, and keeps count of its lines and bytes. `onEnd` is called after the last line. */
export function readLines(file: TraceFile, handler: LineHandler, onEnd: () => void = () => {}): FileReader {
	const lines = new LineSplitter(handler);
	const settle = () => {
		file.lines = lines.lines;
		file.bytes = lines.bytes;
	};
	return {
		push(chunk) {
			lines.push(chunk);
			settle();
		},
		end() {
			lines.end();
			onEnd();
			settle();
		},
	};
}
