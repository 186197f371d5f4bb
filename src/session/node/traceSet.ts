import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSetName, readSet, type TraceSet } from '../../formats/traceSet.ts';
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
			return {
				name: 'path' in input && !isRooted(input.path) ? relativeTo(folder, path) : file,
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
		const bytes = 'bytes' in input ? input.bytes : readFileSync(input.path);
		return readSet(new TextDecoder().decode(bytes));
	} catch (error) {
		throw new UnreadableInput(input.name, reasonOf(error));
	}
}
