import type { TraceBuilder } from '../trace/trace.ts';
import type { FileReader } from './format.ts';
import { readLines } from './text/fileLines.ts';

/** Passes over a file that is not of the trace's format, and says so. */
export function leaveOut(builder: TraceBuilder, name: string, title: string): FileReader {
	const number = builder.files.length;
	const file = builder.beginFile(name);
	builder.findings.add({
		code: 'file-left-out',
		file: number,
		line: 1,
		text: `The file is not recognised as ${title}, which the other files are, and is left out.`,
	});
	return readLines(file, { line() {}, tooLong() {} });
}
