import { closeSync, fstatSync, openSync, type Stats } from 'node:fs';
import type { Input } from '../wire.ts';
import type { Opened } from './opened.ts';
import { OpenedInput } from './openedInput.ts';
import { inMemory, onDisk, piped } from './rawSource.ts';
import { reasonOf, UnreadableInput } from './unreadable.ts';

export type { Opened };

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Opens an input. @throws UnreadableInput */
export function openInput(input: Input): Opened {
	const { name } = input;
	if ('bytes' in input) return new OpenedInput(name, inMemory(input.bytes));
	if (input.path === STANDARD_INPUT) return new OpenedInput(name, piped(name, 0));
	let descriptor: number;
	let stats: Stats;
	try {
		descriptor = openSync(input.path, 'r');
		stats = fstatSync(descriptor);
	} catch (error) {
		throw new UnreadableInput(name, reasonOf(error));
	}
	if (stats.isDirectory()) {
		closeSync(descriptor);
		throw new UnreadableInput(name, 'it is a directory');
	}
	return new OpenedInput(
		name,
		stats.isFile() ? onDisk(name, input.path, descriptor, stats) : piped(name, descriptor),
	);
}
