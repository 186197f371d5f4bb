import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { FollowedFiles } from '../../../../src/session/node/followedFiles.ts';
import type { Trace } from '../../../../src/trace/trace.ts';

let folder: string;
const open: FollowedFiles[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-follow-'));
});
afterEach(() => {
	for (const files of open.splice(0)) files.close();
	rmSync(folder, { recursive: true, force: true });
});

/** A write, the i-th, of the replica that takes its turn. */
export const line = (i: number, key = 'k') =>
	`{"op":"write","at":"R${i % 3}","key":"${key}","value":"value ${i}","vv":{"R${i % 3}":${i}}}\n`;
/** The path of a file in a folder that is gone after the test. */
export const path = (name = 'a.reptrace') => join(folder, name);
export const write = (text: string, name?: string) => writeFileSync(path(name), text);
export const append = (text: string, name?: string) => appendFileSync(path(name), text);

/** Opens files to be followed; they are closed after the test. */
export async function followed(...names: string[]): Promise<FollowedFiles> {
	const inputs = (names.length === 0 ? ['a.reptrace'] : names).map((name) => ({ name, path: path(name) }));
	const files = await FollowedFiles.open(inputs);
	open.push(files);
	return files;
}

/** The text of an event's value, read back from its file. */
export function valueText({ source }: FollowedFiles, trace: Trace, event: number, file = 0): string {
	const start = (trace.offset[event] as number) + (trace.valueStart[event] as number);
	return Buffer.from(source.read(file, start, trace.valueLength[event] as number)).toString();
}
