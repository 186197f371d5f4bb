import { readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** A file of test/traces. */
export function sample(name: string): { name: string; text: string } {
	return { name, text: readFileSync(inRoot('test', 'traces', name), 'utf8') };
}
