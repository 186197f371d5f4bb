import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { readMapping } from '../formats/mapped/mapping.ts';
import { reasonOf } from '../session/node/unreadable.ts';
import type { Reading } from '../session/wire.ts';
import { UsageError } from './fail.ts';

export const mapOption = () =>
	new Option(
		'--map <file>',
		'read rows of CSV or JSON lines by the mapping of columns to fields in this file (--from mapped)',
	);

/** How files are to be read by `--from` and `--map`. @throws UsageError where the mapping cannot be used */
export function readingOf(from: string | undefined, path: string | undefined): Reading {
	if (path === undefined) return { from };
	if (from !== undefined && from !== 'auto' && from !== 'mapped') {
		throw new UsageError(`--map cannot be used with --from ${from}`);
	}
	try {
		const mapping: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
		readMapping(mapping);
		return { from: 'mapped', settings: { mapping } };
	} catch (error) {
		throw new UsageError(`the mapping ${path} cannot be used: ${reasonOf(error)}`);
	}
}
