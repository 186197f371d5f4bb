import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis, CausalityChoice } from '../../src/analysis/analysis.ts';
import { NativeReader } from '../../src/formats/native/reader.ts';
import type { LineSource } from '../../src/trace/source.ts';
import { type Trace, TraceBuilder } from '../../src/trace/trace.ts';

export interface TestFile {
	name: string;
	text: string;
}

/** Reads files of the native format in chunks of a given size, as a program would from disk. */
export function readTrace(files: readonly TestFile[], chunkSize = 1 << 16): Trace {
	const builder = new TraceBuilder('native');
	for (const file of files) {
		const reader = new NativeReader(builder, file.name);
		const bytes = new TextEncoder().encode(file.text);
		for (let at = 0; at < bytes.length; at += chunkSize) {
			// A chunk is a copy whose memory is spoilt afterwards: nothing may hold on to it.
			const chunk = bytes.slice(at, at + chunkSize);
			reader.push(chunk);
			chunk.fill(0);
		}
		reader.end();
	}
	return builder;
}

export function analyseFiles(
	files: readonly TestFile[],
	causality: CausalityChoice = 'auto',
	chunkSize?: number,
): Analysis {
	return analyse(readTrace(files, chunkSize), { causality });
}

/** A source that has the files' bytes in memory. */
export function memorySource(files: readonly TestFile[]): LineSource {
	const bytes = files.map((file) => new TextEncoder().encode(file.text));
	return { read: (file, offset, length) => (bytes[file] as Uint8Array).subarray(offset, offset + length) };
}
