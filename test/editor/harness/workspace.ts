import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inRoot } from '../../../scripts/lib/paths.mjs';

export interface Workspace {
	folder: string;
	/** The absolute path of a file in it. */
	path(name: string): string;
	remove(): Promise<void>;
}

/**
 * A folder of its own, which a test may write to.
 *
 * @param contents samples of test/traces by name, or files with the text given: `['a.reptrace', { 'b.jsonl': '…' }]`
 */
export async function temporaryWorkspace(
	contents: ReadonlyArray<string | Record<string, string | Uint8Array>>,
): Promise<Workspace> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'reptrace-workspace-')));
	const path = (name: string) => join(folder, name);
	for (const entry of contents) {
		if (typeof entry === 'string') {
			await cp(inRoot('test', 'traces', entry), path(basename(entry)), { recursive: true });
			continue;
		}
		for (const [name, text] of Object.entries(entry)) {
			await mkdir(dirname(path(name)), { recursive: true });
			await writeFile(path(name), text);
		}
	}
	return { folder, path, remove: () => rm(folder, { recursive: true, force: true }) };
}
