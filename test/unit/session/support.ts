import type { TraceView } from '../../../src/session/traceView.ts';
import { load } from '../../../src/session/worker/load.ts';

export const encoded = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** The view of a trace of one file (or several: an array of lines each). */
export function viewOf(...files: string[][]): Promise<TraceView> {
	return load({
		inputs: files.map((lines, i) => ({ name: `${i}.reptrace`, bytes: encoded(lines.join('\n')) })),
		causality: 'auto',
	});
}

/** A write with a plain vector, its own entry last: `write('R1', 'k', 1, { R1: 1 })`. */
export function write(at: string, key: string, value: unknown, vv: Record<string, number>): string {
	return JSON.stringify({ op: 'write', at, key, value, vv });
}
