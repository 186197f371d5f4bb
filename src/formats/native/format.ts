import { OP_NAMES } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import type { FileHead, Format, Importer } from '../format.ts';
import { NativeReader } from './reader.ts';

/** What an event says of where it happens; a header says it of replicas. */
const OP = new RegExp(`[{,]\\s*"op"\\s*:\\s*"(?:${OP_NAMES.join('|')}|header)"`);
const PLACE = /[{,]\s*"(?:at|from)"\s*:\s*"|"op"\s*:\s*"header"/;
/** So much of the head is looked at. */
const LOOK = 1 << 13;

function hasEvent(text: string): boolean {
	return text
		.slice(0, LOOK)
		.split('\n')
		.some((line) => line.trimStart().startsWith('{') && OP.test(line) && PLACE.test(line));
}

/** The format of this project: always loaded, since most traces are of it. */
export const nativeFormat: Format = {
	id: 'native',
	title: 'Replication Trace',
	detect: ({ name, text }: FileHead) => {
		if (hasEvent(text)) return 0.9;
		return /\.reptrace(\.jsonl|\.ndjson)?$/.test(name) ? 0.5 : 0;
	},
	load: async () => openNative,
};

function openNative(builder: TraceBuilder): Importer {
	return { open: ({ name }) => new NativeReader(builder, name) };
}
