import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import type { HomeRule } from '../analysis/avoidance/patterns.ts';
import { isObject } from '../formats/json/isObject.ts';
import { reasonOf } from '../session/node/unreadable.ts';
import { UsageError } from './fail.ts';

export const homesOption = () =>
	new Option(
		'--homes <file>',
		'where keys are to be written: a JSON object of patterns (* is any text) and replica ids; instead of the header',
	);

/** Reads a rule from a file; undefined where none is given. */
export function readHomes(path: string | undefined): HomeRule | undefined {
	if (path === undefined) return undefined;
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
	}
	const rule = parseHomes(text);
	if (rule === null) throw new UsageError(`${path} is no JSON object of patterns and replica ids`);
	return rule;
}

function parseHomes(text: string): HomeRule | null {
	try {
		const parsed: unknown = JSON.parse(text);
		if (!isObject(parsed)) return null;
		const entries = Object.entries(parsed).flatMap(([pattern, replica]) =>
			typeof replica === 'string' ? [{ pattern, replica }] : [],
		);
		return entries.length === Object.keys(parsed).length ? { entries } : null;
	} catch {
		return null;
	}
}
