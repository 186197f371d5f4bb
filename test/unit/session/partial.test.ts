import { afterEach, describe, expect, it } from 'vitest';
import { STALE } from '../../../src/session/stale.ts';
import type { SessionChange } from '../../../src/session/traceSession.ts';
import { WorkerSession } from '../../../src/session/workerSession.ts';
import { LocalWorker } from './localWorker.ts';
import { encoded, write } from './support.ts';

const CONFLICT = [write('R1', 'k', 1, { R1: 1 }), write('R2', 'k', 2, { R2: 1 })];
/** About 70 MB of a few hundred lines; what comes first is resolved by the last. */
const LARGE = encoded(
	[
		...CONFLICT,
		...Array.from({ length: 340 }, (_, i) => write('R1', 'long', 'x'.repeat(200_000), { R1: i + 1 })),
		write('R1', 'k', 3, { R1: 2, R2: 1 }),
		'',
	].join('\n'),
);

describe('a session of a large file', { timeout: 60_000 }, () => {
	const sessions: WorkerSession[] = [];

	function open(content = () => LARGE) {
		const session = new WorkerSession({
			inputs: async () => [{ name: 'a', bytes: content().slice() }],
			causality: () => 'auto',
			startWorker: () => new LocalWorker(),
		});
		const changes: (SessionChange & { open?: number })[] = [];
		session.onDidChange((change) =>
			changes.push({
				...change,
				...(change.type === 'analysis' && { open: session.summary?.conflictsOpen }),
			}),
		);
		sessions.push(session);
		session.changed();
		return { session, changes };
	}

	const analysed = (session: WorkerSession, revision: number) =>
		expect.poll(() => session.revision, { timeout: 30_000, interval: 2 }).toBe(revision);

	afterEach(() => {
		for (const session of sessions.splice(0)) session.dispose();
	});

	it('shows the first conflicts while the rest is read, and says so', async () => {
		const { session, changes } = open();
		await analysed(session, 1);
		expect(session.summary?.partial).toMatchObject({ total: LARGE.length, goesOn: true });
		expect(session.pending?.type).toBe('progress');
		const report = await session.query('report', { format: 'text', limit: 0 });
		if (session.revision === 1)
			expect((report as { ok: string[] }).ok.join('')).toMatch(
				/Only the first 1\d\.\d of 68\.\d MB have been read so far/,
			);
		await analysed(session, 2);
		expect(session.summary?.partial).toBeNull();
		expect(session.pending).toBeNull();
		expect(changes.filter(({ type }) => type === 'analysis').map(({ open }) => open)).toEqual([1, 0]);
		const told = changes.flatMap((change) =>
			change.type === 'progress' && change.bytes ? [change.bytes] : [],
		);
		expect(told.length).toBeGreaterThan(1);
		for (const [i, { read, total }] of told.entries()) {
			expect(total).toBe(LARGE.length);
			expect(read).toBeGreaterThan(told[i - 1]?.read ?? 0);
		}
	});

	it('keeps what was read when it is cancelled', async () => {
		const { session } = open();
		await analysed(session, 1);
		session.cancel();
		await analysed(session, 2);
		const { partial, conflictsOpen, findings } = session.summary ?? {};
		expect(partial?.goesOn).toBe(false);
		expect(partial?.bytes).toBeLessThan(LARGE.length);
		expect(conflictsOpen).toBe(1);
		// The line that was cut is no malformed one.
		expect(findings).toEqual([['conflict-open', 1]]);
		expect(session.pending).toBeNull();
		const report = await session.query('report', { format: 'json', limit: 0 });
		expect(JSON.parse((report as { ok: string[] }).ok.join('')).trace.partial).toEqual(partial);
		session.changed();
		await analysed(session, 3);
		await analysed(session, 4);
		expect(session.summary?.partial).toBeNull();
	});

	it('keeps answering of the whole that was before, rather than of a part', async () => {
		let content = encoded(CONFLICT.join('\n'));
		const { session, changes } = open(() => content);
		await analysed(session, 1);
		content = LARGE;
		session.changed();
		await analysed(session, 2);
		expect(session.summary?.partial).toBeNull();
		expect(changes.filter(({ type }) => type === 'analysis')).toHaveLength(2);
		session.changed();
		await expect
			.poll(() => session.pending?.type === 'progress' && session.pending.bytes, { interval: 1 })
			.toBeTruthy();
		session.cancel();
		expect(session.pending).toEqual({
			type: 'failed',
			message: 'The analysis was cancelled.',
			cancelled: true,
		});
		expect(session.summary?.partial).toBeNull();
	});
});

describe('a query', () => {
	it('with numbers of another analysis is not answered', async () => {
		let text = CONFLICT.join('\n');
		const session = new WorkerSession({
			inputs: async () => [{ name: 'a', bytes: encoded(text) }],
			causality: () => 'auto',
			startWorker: () => new LocalWorker(),
		});
		session.changed();
		expect(await session.query('conflict', { id: 0 })).toMatchObject({ ok: { key: 'k' } });
		const { revision } = session;
		text = CONFLICT.join('\n').replaceAll('"k"', '"other"');
		session.changed();
		const asked: Promise<unknown>[] = [];
		const unasked: Promise<unknown>[] = [];
		while (session.revision === revision) {
			asked.push(session.query('conflict', { id: 0 }, revision));
			unasked.push(session.query('conflict', { id: 0 }));
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(await session.query('conflict', { id: 0 }, revision)).toEqual(STALE);
		for (const answer of await Promise.all(asked))
			if (answer !== STALE) expect(answer).toMatchObject({ ok: { key: 'k' } });
		for (const answer of await Promise.all(unasked))
			expect(answer).toMatchObject({ ok: { key: expect.stringMatching(/^(k|other)$/) } });
		session.dispose();
	});

	it('that does not exist, or cannot be sent, is answered with an error', async () => {
		const session = new WorkerSession({
			inputs: async () => [{ name: 'a', bytes: encoded(CONFLICT.join('\n')) }],
			causality: () => 'auto',
			startWorker: () => new LocalWorker(),
		});
		session.changed();
		for (const name of ['constructor', '__proto__', 'nothing'])
			expect(await session.query(name as 'summary', {})).toEqual({ err: `There is no query ${name}.` });
		expect(await session.query('summary', { f() {} } as never)).toEqual({
			err: expect.stringContaining('The query summary cannot be asked'),
		});
		session.dispose();
	});
});
