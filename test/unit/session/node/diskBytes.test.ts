import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DiskBytes } from '../../../../src/session/node/diskBytes.ts';

vi.mock('node:fs', async (original) => {
	const real = await original<typeof fs>();
	return { ...real, fstatSync: vi.fn(real.fstatSync) };
});

let folder: string;
let bytes: DiskBytes;
beforeEach(() => {
	folder = fs.mkdtempSync(join(tmpdir(), 'replication-trace-disk-'));
	fs.writeFileSync(join(folder, 'a'), 'first\n');
	const descriptor = fs.openSync(join(folder, 'a'), 'r');
	const { size, mtimeMs } = fs.fstatSync(descriptor);
	bytes = new DiskBytes(descriptor, size, mtimeMs - 1000);
	bytes.remember(Buffer.from('first\n'));
});
afterEach(() => {
	bytes.close();
	fs.rmSync(folder, { recursive: true });
});

it('a file whose size is told later than its time only grew', () => {
	const before = fs.statSync(join(folder, 'a'));
	fs.appendFileSync(join(folder, 'a'), 'second\n');
	vi.mocked(fs.fstatSync).mockReturnValueOnce(before);
	expect(bytes.changed()).toBe(false);
	expect(Buffer.from(bytes.read(0, 6)).toString()).toBe('first\n');
});

it('a file that stays as long may mean something else', () => {
	expect(bytes.changed()).toBe(true);
	expect(bytes.read(0, 6)).toHaveLength(0);
});
