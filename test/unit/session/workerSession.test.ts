import { afterEach, describe, expect, it } from 'vitest';
import type { SessionChange } from '../../../src/session/traceSession.ts';
import type { Input } from '../../../src/session/wire.ts';
import { WorkerSession } from '../../../src/session/workerSession.ts';
import { LocalWorker } from './localWorker.ts';
import { encoded, write } from './support.ts';

const ONE = write('R1', 'k', 1, { R1: 1 });
const CONFLICT = `${ONE}\n${write('R2', 'k', 2, { R2: 1 })}`;

describe('a session', () => {
	const workers: LocalWorker[] = [];
	const sessions: WorkerSession[] = [];

	function open(content: () => string | Promise<string>): {
		session: WorkerSession;
		changes: SessionChange[];
	} {
		const session = new WorkerSession({
			inputs: async (): Promise<Input[]> => [{ name: 'a', bytes: encoded(await content()) }],
			causality: () => 'auto',
			startWorker: () => {
				const worker = new LocalWorker();
				workers.push(worker);
				return worker;
			},
		});
		const changes: SessionChange[] = [];
		session.onDidChange((change) => changes.push(change));
		sessions.push(session);
		session.changed();
		return { session, changes };
	}

	afterEach(() => {
		for (const session of sessions.splice(0)) session.dispose();
		workers.length = 0;
	});

	const analysed = (session: WorkerSession, revision: number) =>
		expect.poll(() => session.revision).toBe(revision);

	it('answers once its first analysis is there', async () => {
		const { session } = open(() => CONFLICT);
		expect(session.summary).toBeNull();
		const answer = await session.query('summary', {});
		expect(answer).toMatchObject({ ok: { conflicts: 1 } });
		expect(session.summary?.conflicts).toBe(1);
		expect(session.pending).toBeNull();
	});

	it('keeps the analysis before until the next one is ready', async () => {
		let text = CONFLICT;
		const { session } = open(() => text);
		await analysed(session, 1);
		text = ONE;
		session.changed(30);
		expect(session.summary?.conflicts).toBe(1);
		expect(await session.query('summary', {})).toMatchObject({ ok: { conflicts: 1 } });
		await analysed(session, 2);
		expect(await session.query('summary', {})).toMatchObject({ ok: { conflicts: 0 } });
	});

	it('analyses only the last of many changes', async () => {
		let reads = 0;
		const { session, changes } = open(() => {
			reads++;
			return CONFLICT;
		});
		await analysed(session, 1);
		for (let i = 0; i < 5; i++) session.changed(10);
		await analysed(session, 2);
		expect(reads).toBe(2);
		expect(changes.filter(({ type }) => type === 'analysis')).toHaveLength(2);
	});

	it('says why content cannot be read, and keeps what it knew', async () => {
		let fail = false;
		const { session, changes } = open(() => {
			if (fail) throw new Error('the disk is on fire');
			return CONFLICT;
		});
		await analysed(session, 1);
		fail = true;
		session.changed();
		await expect.poll(() => session.pending?.type).toBe('failed');
		expect(changes.at(-1)).toEqual({ type: 'failed', message: 'the disk is on fire' });
		expect(await session.query('summary', {})).toMatchObject({ ok: { conflicts: 1 } });
	});

	it('answers with the reason where there never was an analysis', async () => {
		const { session } = open(() => {
			throw new Error('no such file');
		});
		expect(await session.query('summary', {})).toEqual({ err: 'no such file' });
	});

	it('starts a crashed worker again, once for each content', async () => {
		const { session, changes } = open(() => CONFLICT);
		await analysed(session, 1);
		const answer = session.query('summary', {});
		workers[0]?.crash('out of memory');
		expect(await answer).toEqual({ err: 'out of memory' });
		await expect.poll(() => session.summary !== null && session.pending).toBeNull();
		expect(workers).toHaveLength(2);
		expect(await session.query('summary', {})).toMatchObject({ ok: { conflicts: 1 } });
		workers[1]?.crash('out of memory');
		await expect.poll(() => session.pending?.type).toBe('failed');
		expect(changes.at(-1)).toEqual({
			type: 'failed',
			message: 'The analysis stopped unexpectedly: out of memory',
			crashed: true,
		});
		expect(workers).toHaveLength(2);
		session.changed();
		expect(await session.query('summary', {})).toMatchObject({ ok: { conflicts: 1 } });
		expect(workers).toHaveLength(3);
	});

	it('gives a running analysis up when it is cancelled', async () => {
		let release = () => {};
		const { session } = open(
			() =>
				new Promise<string>((resolve) => {
					release = () => resolve(CONFLICT);
				}),
		);
		await expect.poll(() => session.pending?.type).toBe('progress');
		session.cancel();
		release();
		expect(await session.query('summary', {})).toEqual({ err: 'The analysis was cancelled.' });
		expect(session.revision).toBe(0);
	});

	it('settles every query when it is closed', async () => {
		const { session } = open(() => CONFLICT);
		await analysed(session, 1);
		const answer = session.query('summary', {});
		session.dispose();
		expect(await answer).toEqual({ err: 'The trace was closed.' });
		expect(await session.query('summary', {})).toEqual({ err: 'The trace was closed.' });
		expect(workers[0]?.terminated).toBe(true);
	});
});
