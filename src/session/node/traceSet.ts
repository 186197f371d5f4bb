import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSetName, MAX_SET_BYTES, readSet, type TraceSet } from '../../formats/traceSet.ts';
import type { Input, Reading } from '../wire.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

/** The inputs with every manifest replaced by the files that it lists, and how all are to be read. @throws UnreadableInput */
export function expandSets(given: readonly Input[], reading: Reading): { inputs: Input[]; reading: Reading } {
	let merged = reading;
	const inputs = given.flatMap((input): Input[] => {
		if (!isSetName(input.name)) return [input];
		const set = setOf(input);
		merged = {
			...merged,
			from: merged.from === undefined || merged.from === 'auto' ? set.format : merged.from,
			maps: { ...set.maps, ...merged.maps },
			settings: { ...set.settings, ...merged.settings },
		};
		const folder = dirname('path' in input ? input.path : input.name);
		return set.files.map(({ path, node, clockOffset }) => {
			const file = resolve(folder, path);
			const name = 'path' in input && !isRooted(input.path) ? relativeTo(folder, path) : file;
			// Whoever wrote the manifest is not always who opens it.
			refuseDevice(name, file);
			return {
				name,
				path: file,
				about: { node, clockOffset },
			};
		});
	});
	return { inputs, reading: merged };
}

/** A name as the user would have typed it, beside the manifest's. */
function relativeTo(folder: string, path: string): string {
	return isRooted(path) || folder === '.' ? path : `${folder}/${path}`;
}

function isRooted(path: string): boolean {
	return resolve(path) === path;
}

function setOf(input: Input): TraceSet {
	try {
		return readSet(new TextDecoder().decode('bytes' in input ? input.bytes : manifestBytes(input.path)));
	} catch (error) {
		throw new UnreadableInput(input.name, reasonOf(error));
	}
}

/** A manifest is a file, and small: what never ends, or waits for a writer, must not be read as one. */
function manifestBytes(path: string): Uint8Array {
	checkIsFile(path);
	const { size } = statSync(path);
	if (size > MAX_SET_BYTES) throw new Error(`a manifest has at most ${MAX_SET_BYTES >> 20} MB`);
	return readFileSync(path);
}

function refuseDevice(name: string, path: string): void {
	try {
		checkIsFile(path);
	} catch (error) {
		throw new UnreadableInput(name, reasonOf(error));
	}
}

/** @throws Error where there is something, and it is neither a file nor a folder */
function checkIsFile(path: string): void {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (stats !== undefined && !stats.isFile() && !stats.isDirectory())
		throw new Error('it is no file but a pipe or a device');
}
