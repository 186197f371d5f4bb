import { automergeFormat } from './automerge/format.ts';
import { couchdbFormat } from './couchdb/format.ts';
import type { FileHead, Format, FormatId } from './format.ts';
import { galeraFormat } from './galera/format.ts';
import { jepsenFormat } from './jepsen/format.ts';
import { loroFormat } from './loro/format.ts';
import { mappedFormat } from './mapped/format.ts';
import { nativeFormat } from './native/format.ts';
import { otlpFormat } from './otlp/format.ts';
import { postgresqlFormat } from './postgresql/format.ts';
import { shivizFormat } from './shiviz/format.ts';
import { syncthingFormat } from './syncthing/format.ts';
import { yjsFormat } from './yjs/format.ts';

/** All formats, in the order in which they are asked: the native one first. */
export const FORMATS: readonly Format[] = [
	nativeFormat,
	shivizFormat,
	couchdbFormat,
	automergeFormat,
	loroFormat,
	yjsFormat,
	syncthingFormat,
	postgresqlFormat,
	galeraFormat,
	jepsenFormat,
	otlpFormat,
	mappedFormat,
];

/** The format with an id; undefined where there is none. */
export function formatOf(id: string): Format | undefined {
	return FORMATS.find((format) => format.id === id);
}

/** How many bytes of a file's start tell its format. */
export const HEAD_BYTES = 1 << 16;

/** The head of a file from its first bytes. */
export function headOf(name: string, bytes: Uint8Array, whole: boolean): FileHead {
	let text: string | null = null;
	return {
		name,
		bytes,
		whole,
		get text() {
			text ??= new TextDecoder().decode(bytes);
			return text;
		},
	};
}

export interface Detected {
	readonly format: Format;
	/** From 0 (not at all) to 1. */
	readonly confidence: number;
}

/**
 * The formats that a file may be of, the surest first; of equally sure ones in the order of the table. A file may be cut off at its
 * start: where it is of no format, it is what it is without its first line.
 */
export function detect(head: FileHead): Detected[] {
	const found = matching(head);
	const second = found.length === 0 ? head.bytes.indexOf(10) + 1 : 0;
	return second === 0 ? found : matching(headOf(head.name, head.bytes.subarray(second), head.whole));
}

function matching(head: FileHead): Detected[] {
	return FORMATS.map((format) => ({ format, confidence: format.detect(head) }))
		.filter(({ confidence }) => confidence > 0)
		.sort((a, b) => b.confidence - a.confidence);
}

/**
 * The one format of files that are opened together: the surest one of any of them, of which most files are. Files that are of
 * no format do not count; where none is, the native format, which tells what is wrong with each line.
 */
export function commonFormat(heads: readonly FileHead[]): FormatId {
	const votes = new Map<FormatId, number>();
	for (const head of heads) {
		const [best] = detect(head);
		if (best !== undefined) votes.set(best.format.id, (votes.get(best.format.id) ?? 0) + best.confidence);
	}
	const [first] = [...votes].sort(([, a], [, b]) => b - a);
	return first?.[0] ?? 'native';
}

/** How sure it is that a file is of a format, from 0 to 1. */
export function confidenceIn(format: Format, head: FileHead): number {
	return detect(head).find((found) => found.format === format)?.confidence ?? 0;
}

/** All formats and how sure the heads of a trace's files make each: the mean of their confidences, the surest first. */
export function formatChoices(
	heads: readonly FileHead[],
): { id: FormatId; title: string; confidence: number }[] {
	return FORMATS.map((format) => ({
		id: format.id,
		title: format.title,
		confidence: heads.reduce((sum, head) => sum + confidenceIn(format, head), 0) / Math.max(1, heads.length),
	})).sort((a, b) => b.confidence - a.confidence);
}
