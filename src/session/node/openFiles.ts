import type { FileHead, FileReader, Format, FormatId, Importer } from '../../formats/format.ts';
import { leaveOut } from '../../formats/leftOut.ts';
import { guessNodes } from '../../formats/nodeNames.ts';
import {
	commonFormat,
	confidenceIn,
	detect,
	FORMATS,
	formatOf,
	HEAD_BYTES,
	headOf,
} from '../../formats/table.ts';
import { TraceBuilder } from '../../trace/trace.ts';
import { FilesSource } from '../bytes.ts';
import type { Input, Reading } from '../wire.ts';
import { contentName } from './contentName.ts';
import { openInput } from './inputs.ts';
import type { Opened } from './opened.ts';
import { expandSets } from './traceSet.ts';

/** Files that are one trace, open and of a known format; none of them is read yet. */
export interface OpenFiles {
	readonly inputs: readonly Opened[];
	/** All bytes as they are stored; null where only reading tells. */
	readonly total: number | null;
	readonly builder: TraceBuilder;
	readonly importer: Importer;
	/** To hold the bytes of each file that is read. */
	readonly source: FilesSource;
	/** Begins a file, by its number: they are to be read in their order. */
	begin(number: number): FileReader;
	/** What format the files would be opened as now that they have grown. */
	formatNow(): Promise<FormatId>;
	close(): void;
}

export interface OpenOptions extends Reading {
	signal?: AbortSignal | undefined;
	/** Called with the first bytes of every file, before a format is chosen. */
	onHeads?: (heads: readonly FileHead[]) => void;
	/** The format where none is given and the heads show none: what the files were before. */
	otherwise?: string | undefined;
}

/**
 * Opens all files, so that a wrong name is told before anything is read, and so that their heads together show of which format
 * they are; a manifest stands for the files that it lists.
 *
 * @throws UnreadableInput
 */
export async function openFiles(given: readonly Input[], options: OpenOptions): Promise<OpenFiles> {
	const { inputs: wanted, reading } = expandSets(given, options);
	const source = new FilesSource();
	const inputs: Opened[] = [];
	const close = () => {
		for (const input of inputs) input.close();
	};
	try {
		for (const input of wanted) inputs.push(openInput(input));
		const heads = await headsOf(inputs, options.signal);
		options.onHeads?.(heads);
		const format = chooseFormat(reading, heads, options.otherwise);
		const builder = new TraceBuilder(format.id);
		const importer = (await format.load())(builder, {
			maps: reading.maps ?? {},
			settings: reading.settings ?? {},
		});
		const total = inputs.some(({ size }) => size === null)
			? null
			: inputs.reduce((sum, { size }) => sum + (size ?? 0), 0);
		const begin = beginner(builder, importer, format, heads, wanted, reading);
		let isHeadWhole = heads.every(({ whole }) => !whole);
		const formatNow = async () => {
			if (isHeadWhole || !isAutomatic(reading)) return format.id;
			const now = await headsOf(inputs, options.signal);
			isHeadWhole = now.every(({ whole }) => !whole);
			return chooseFormat(reading, now, format.id).id;
		};
		return { inputs, total, builder, importer, source, begin, formatNow, close };
	} catch (error) {
		close();
		throw error;
	}
}

async function headsOf(inputs: readonly Opened[], signal?: AbortSignal): Promise<FileHead[]> {
	const heads: FileHead[] = [];
	for (const input of inputs) {
		const bytes = await input.head(HEAD_BYTES, signal);
		heads.push(headOf(contentName(input), bytes, bytes.length < HEAD_BYTES));
	}
	return heads;
}

function isAutomatic({ from }: Reading): boolean {
	return from === undefined || from === 'auto';
}

/** @param otherwise the format where none is given and the heads show none */
function chooseFormat(
	{ from = 'auto', onlyKnown }: Reading,
	heads: readonly FileHead[],
	otherwise: string | undefined,
): Format {
	const isUnknown = from === 'auto' && heads.every((head) => detect(head).length === 0);
	if (isUnknown && onlyKnown && otherwise === undefined) {
		const names = heads.map(({ name }) => name).join(', ');
		throw new Error(`this looks like no log of a known format: ${names}`);
	}
	const shown = () => (isUnknown && otherwise) || commonFormat(heads);
	const id: FormatId | string = from === 'auto' ? shown() : from;
	const format = formatOf(id);
	if (format === undefined) {
		throw new Error(`There is no format ${id}. There are ${FORMATS.map((other) => other.id).join(', ')}.`);
	}
	return format;
}

/** Begins one file after the other: with the importer, or, where its content is nothing that the importer knows, with none. */
function beginner(
	builder: TraceBuilder,
	importer: Importer,
	format: Format,
	heads: readonly FileHead[],
	inputs: readonly Input[],
	reading: Reading,
) {
	const guesses = guessNodes(heads.map(({ name }) => name));
	const isForced = !isAutomatic(reading);
	return (number: number) => {
		const head = heads[number] as FileHead;
		const { name, about = {} } = inputs[number] as Input;
		const isForeign =
			inputs.length > 1 && !isForced && format.id !== 'native' && confidenceIn(format, head) === 0;
		if (isForeign) return leaveOut(builder, name, format.title);
		return importer.open({
			name,
			node: about.node ?? guesses[number] ?? null,
			nodeGiven: about.node !== undefined,
			clockOffset: about.clockOffset ?? 0,
		});
	};
}
