import type { CausalityChoice } from '../../src/analysis/analysis.ts';
import type { Shown } from '../../src/report/shown.ts';
import { analyseFiles, memorySource } from './engine.ts';

/** A trace of one file, of lines that are text as they are, or objects to write as JSON; analysed, ready to be shown. */
export function shownOf(lines: readonly (string | object)[], causality?: CausalityChoice): Shown {
	return shownOfFiles([['a.reptrace', lines]], causality);
}

/** The same of several files. */
export function shownOfFiles(
	files: readonly (readonly [name: string, lines: readonly (string | object)[]])[],
	causality?: CausalityChoice,
): Shown {
	const texts = files.map(([name, lines]) => ({
		name,
		text: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
	}));
	return { analysis: analyseFiles(texts, causality), source: memorySource(texts) };
}

/** A write with a vector. */
export function write(
	at: string,
	key: string,
	value: unknown,
	vv?: Record<string, number>,
	client?: string,
): object {
	return { op: 'write', at, client, key, value, vv };
}

export function sync(from: string, to: string, key?: string): object {
	return { op: 'sync', from, to, key };
}

/** The example of the trace model, with the header that names its replicas. */
export const EXAMPLE = [
	{ op: 'header', version: 1, replicas: { R1: { name: 'Replica 1' }, R2: { name: 'Replica 2' } } },
	write('R1', 'status', 'pending', { R1: 1 }, 'User A'),
	write('R2', 'status', 'completed', { R2: 1 }, 'User B'),
	sync('R1', 'R2'),
	sync('R2', 'R1'),
];
