import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'reptrace-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** A file with this content, gone after the tests. */
export function fileOf(content: string | Uint8Array): string {
	const path = join(folder, `${++count}.reptrace`);
	writeFileSync(path, content);
	return path;
}
