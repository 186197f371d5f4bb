import type { TraceBuilder } from '../../trace/trace.ts';
import type { FileHead, Format, Importer } from '../format.ts';
import { NativeReader } from './reader.ts';

/** A line that is an object with an `op`, within what the head shows of the file. */
const EVENT_LINE = /^\s*\{(?:[^\n]*[,{])?\s*"op"\s*:\s*"[a-z]/m;

/** The format of this project: always loaded, since most traces are of it. */
export const nativeFormat: Format = {
	id: 'native',
	title: 'Replication Trace',
	detect: ({ name, text }: FileHead) => {
		if (EVENT_LINE.test(text.slice(0, 4096))) return 0.9;
		return /\.reptrace(\.jsonl|\.ndjson)?$/.test(name) ? 0.5 : 0;
	},
	load: async () => openNative,
};

function openNative(builder: TraceBuilder): Importer {
	return { open: ({ name }) => new NativeReader(builder, name) };
}
