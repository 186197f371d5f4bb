import { once } from 'node:events';
import { rmSync, type Stats, statSync } from 'node:fs';
import { reasonOf } from '../session/node/unreadable.ts';
import { writeWhole } from '../session/node/wholeFile.ts';
import { UsageError } from './fail.ts';

/** Pieces are put together to about this many characters before they are written. */
const BLOCK = 1 << 16;

/** What `--out` and its like call standard output. */
export const STANDARD_OUTPUT = '-';

export interface OutputOptions {
	/** Files that must not be overwritten. */
	inputs?: readonly string[];
	/** Called when all is written: a file appears only where it does not throw. */
	check?: () => void;
	/** The option that names the file, for what is said of it. */
	option?: string;
}

/**
 * Writes what comes in pieces, all of them texts or all of them bytes, to a file or (undefined or `-`) to standard output. A file
 * appears whole or not at all, after `check` has passed; see {@link writeWhole}.
 *
 * @throws UsageError where it cannot be written, or is one of the inputs
 */
export async function writeOutput(
	pieces: Iterable<string | Uint8Array>,
	out: string | undefined,
	{ inputs = [], check = () => {}, option = '--out' }: OutputOptions = {},
): Promise<void> {
	if (out === undefined || out === STANDARD_OUTPUT) {
		await writeStream(blocks(pieces), process.stdout);
		check();
		return;
	}
	for (const input of inputs) {
		if (sameFile(input, out)) throw new UsageError(`${option} ${out} would overwrite the trace itself`);
	}
	try {
		await writeFile(pieces, out, check);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
		throw new UsageError(`cannot write ${out}: ${reasonOf(error)}`);
	}
}

function* blocks(pieces: Iterable<string | Uint8Array>): Iterable<string | Uint8Array> {
	let block = '';
	for (const piece of pieces) {
		if (typeof piece !== 'string') {
			yield piece;
			continue;
		}
		block += piece;
		if (block.length < BLOCK) continue;
		yield block;
		block = '';
	}
	if (block !== '') yield block;
}

/** Waits whenever the reader is slower than we are. A reader that has seen enough (`| head`) ends the program: see main.ts. */
async function writeStream(pieces: Iterable<string | Uint8Array>, stream: NodeJS.WriteStream): Promise<void> {
	for (const piece of pieces) {
		if (!stream.write(piece)) await once(stream, 'drain');
	}
}

async function writeFile(
	pieces: Iterable<string | Uint8Array>,
	out: string,
	check: () => void,
): Promise<void> {
	let draft: string | null = null;
	const giveUp = () => {
		if (draft !== null) rmSync(draft, { force: true });
		process.exit(130);
	};
	process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
	try {
		await writeWhole(
			out,
			async (file) => {
				for (const block of blocks(pieces)) await file.writeFile(block);
				check();
			},
			(path) => {
				draft = path;
			},
		);
	} finally {
		process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
	}
}

/** Whether two paths lead to one file that is there. */
export function sameFile(a: string, b: string): boolean {
	const [first, second] = [a, b].map((path): Stats | undefined => statSync(path, { throwIfNoEntry: false }));
	return (
		first !== undefined &&
		second !== undefined &&
		first.isFile() &&
		first.dev === second.dev &&
		first.ino === second.ino
	);
}
