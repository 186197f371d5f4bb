import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WorkerSession } from '../../../src/session/workerSession.ts';
import { LocalWorker } from './localWorker.ts';
import { write } from './support.ts';

let folder: string;
let path: string;
let session: WorkerSession;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-session-'));
	path = join(folder, 'a.reptrace');
	writeFileSync(path, `${write('R1', 'k', 1, { R1: 1 })}\n`);
	session = new WorkerSession({
		inputs: async () => [{ name: 'a', path }],
		causality: () => 'auto',
		follow: () => true,
		startWorker: () => new LocalWorker(),
	});
	session.changed();
});
afterEach(() => {
	session.dispose();
	rmSync(folder, { recursive: true, force: true });
});

const conflicts = (count: number) =>
	expect.poll(() => session.summary?.conflicts, { timeout: 15_000 }).toBe(count);

it('a session that follows has an analysis each time the file has grown, until it stops', {
	timeout: 60_000,
}, async () => {
	await conflicts(0);
	expect(session.pending).toBeNull();
	appendFileSync(path, `${write('R2', 'k', 2, { R2: 1 })}\n`);
	await conflicts(1);
	expect(session.revision).toBe(2);
	expect(await session.query('at', { file: 0, line: 2 })).toMatchObject({ ok: { key: 'k', conflict: 0 } });
	writeFileSync(path, `${write('R3', 'other', 2, { R3: 1 })}\n`);
	await conflicts(0);
	session.stopFollowing();
	const { revision } = session;
	appendFileSync(path, `${write('R2', 'other', 2, { R2: 1 })}\n`);
	await new Promise((resolve) => setTimeout(resolve, 600));
	expect(session.revision).toBe(revision);
	expect(await session.query('summary', {})).toMatchObject({ ok: { events: 1 } });
	session.changed();
	await conflicts(1);
});

it('following that is stopped before there is an analysis leaves none', async () => {
	await expect.poll(() => session.pending?.type, { interval: 1 }).toBe('progress');
	session.stopFollowing();
	expect(await session.query('summary', {})).toEqual({ err: 'The analysis was cancelled.' });
	expect(session.pending).toMatchObject({ type: 'failed', cancelled: true });
});

it('a file that cannot be followed is an error', async () => {
	await conflicts(0);
	session.stopFollowing();
	writeFileSync(path, gzipSync('x'));
	session.changed();
	await expect
		.poll(() => session.pending)
		.toEqual({ type: 'failed', message: 'Cannot read a: it is compressed (gzip) and cannot be followed.' });
});
