import { randomUUID } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that appears whole or not at all: it is written beside its place and moved there in the end. Through a link it is
 * the file that is written, with the mode that it has; a pipe or a device such as /dev/null is not replaced but written to.
 *
 * @param write what is to be in the file; the file is closed afterwards
 * @param begun told what is beside the place meanwhile, for who is ended before the end
 * @throws the error of the file system, or what `write` throws; nothing is left then
 */
export async function writeWhole(
	path: string,
	write: (file: FileHandle) => Promise<void>,
	begun: (draft: string) => void = () => {},
): Promise<void> {
	const existing = statSync(path, { throwIfNoEntry: false });
	if (existing !== undefined && !existing.isFile()) return writeInto(await open(path, 'w'), write);
	const target = existing === undefined ? path : realpathSync(path);
	const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
	const file = await open(draft, 'wx', existing?.mode);
	begun(draft);
	try {
		await writeInto(file, write);
		await rename(draft, target);
	} catch (error) {
		rmSync(draft, { force: true });
		throw error;
	}
}

async function writeInto(file: FileHandle, write: (file: FileHandle) => Promise<void>): Promise<void> {
	try {
		await write(file);
	} finally {
		await file.close();
	}
}
