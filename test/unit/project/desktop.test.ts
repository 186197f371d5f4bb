import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { executableOf } from '../../../scripts/lib/desktop.mjs';

let folder: string;
const program = (...parts: string[]) => {
	const path = join(folder, ...parts);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, '');
	chmodSync(path, 0o755);
	return path;
};

beforeEach(() => {
	folder = realpathSync(mkdtempSync(join(tmpdir(), 'replication-trace-code-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('of the starter of a desktop VS Code the program is known, however it is linked', () => {
	const electron = program('share', 'code', 'code');
	const starter = program('share', 'code', 'bin', 'code');
	expect(executableOf(starter)).toBe(electron);
	const linked = join(folder, 'code');
	symlinkSync(starter, linked);
	expect(executableOf(linked)).toBe(electron);
});

test('macOS keeps both in one application', () => {
	const electron = program('Visual Studio Code.app', 'Contents', 'MacOS', 'Electron');
	const starter = program('Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin', 'code');
	expect(executableOf(starter)).toBe(electron);
});

test('what is no starter is the program', () => {
	const electron = program('share', 'code', 'code');
	expect(executableOf(electron)).toBe(electron);
	expect(executableOf('/somewhere/Code.exe')).toBe('/somewhere/Code.exe');
});
