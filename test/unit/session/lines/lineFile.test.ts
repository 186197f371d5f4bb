import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LineFile } from '../../../../src/session/lines/lineFile.ts';
import { bundle } from '../../../support/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'reptrace-line-file-'));
const script = join(folder, 'lines.js');
const path = join(folder, 'a.reptrace');

describe('LineFile', () => {
	let file: LineFile;

	beforeAll(() => bundle('src/session/lines/main.ts', script));
	afterAll(() => rmSync(folder, { recursive: true }));
	afterEach(() => {
		file.dispose();
		rmSync(path, { force: true });
	});

	const first = async () => {
		const answer = await file.query('lines', { from: 1, count: 1, anchor: null });
		return 'ok' in answer ? answer.ok.lines[0]?.text : answer.err;
	};

	it('says why a file cannot be read, and reads it once it can be', async () => {
		file = new LineFile(script, { path });
		await expect.poll(() => file.failure, { timeout: 20_000 }).toContain('no such file');
		expect(await first()).toContain('no such file');
		file.refresh();
		expect(file.failure).toBe(null);
		await expect.poll(() => file.failure, { timeout: 20_000 }).toContain('no such file');
		writeFileSync(path, 'one\ntwo\n');
		file.refresh();
		await expect.poll(() => file.state, { timeout: 20_000 }).toMatchObject({ lines: 2, problem: null });
		expect(await first()).toBe('one');
	});

	it('tells later what is of a later thread, and no one waits for one that is gone', async () => {
		writeFileSync(path, 'one\n');
		file = new LineFile(script, { path });
		await expect.poll(() => file.state?.generation, { timeout: 20_000 }).toBe(1);
		rmSync(path);
		mkdirSync(path);
		file.refresh();
		await expect.poll(() => file.state?.problem, { timeout: 20_000 }).toContain('directory');
		expect(await first()).toBe('one');
		rmSync(path, { recursive: true });
		writeFileSync(path, 'three\n');
		file.refresh(true);
		await expect.poll(() => file.state, { timeout: 20_000 }).toMatchObject({ generation: 2, problem: null });
		expect(await first()).toBe('three');
		const waiting = first();
		file.dispose();
		expect(await waiting).toBe('The file was closed.');
	});

	it('saves what is selected, tells how far it is, and stops when told to', async () => {
		const text = '0123456789abcde\n'.repeat(1 << 20);
		writeFileSync(path, text);
		file = new LineFile(script, { path });
		await expect.poll(() => file.state?.exact, { timeout: 20_000 }).toBe(true);
		const target = mkdtempSync(join(folder, 'saved-'));
		const order = {
			from: { line: 2, column: 0 },
			to: { line: (1 << 20) + 1, column: 0 },
			path: join(target, 'selection'),
		};
		const told: number[] = [];
		const saved = await file.save(
			order,
			({ done, total }) => told.push(done / total),
			new AbortController().signal,
		);
		expect(saved).toEqual({ ok: { bytes: text.length - 16 } });
		expect(readFileSync(order.path, 'utf8') === text.slice(16)).toBe(true);
		expect(told.every((share, i) => share > (told[i - 1] ?? 0) && share <= 1)).toBe(true);
		rmSync(order.path);
		const abort = new AbortController();
		const saving = file.save(order, () => {}, abort.signal);
		abort.abort();
		expect(await saving).toHaveProperty('err');
		expect(readdirSync(target)).toEqual([]);
	});
});
