import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../src/session/client.ts';
import { startWorker } from '../../../../src/session/node/workerProcess.ts';
import type { Crash, FromWorker } from '../../../../src/session/wire.ts';
import { WorkerSession } from '../../../../src/session/workerSession.ts';
import { bundle } from '../../../support/bundle.ts';
import { encoded, write } from '../support.ts';

const CONFLICT = [write('R1', 'k', 'ä'.repeat(5000), { R1: 1 }), write('R2', 'k', 2, { R2: 1 })].join('\n');
/** A worker that tells the number of its process, and is busy until another revision is wanted. */
const BUSY = `
	const { parentPort, workerData } = require('node:worker_threads');
	const answer = (id, ok) => parentPort.postMessage({ type: 'answer', id, result: { ok } });
	answer(0, process.pid);
	parentPort.on('message', ({ id }) => {
		while (Atomics.load(workerData, 0) < 2);
		answer(id, [...workerData]);
	});`;

let folder: string;
/** Starts the process with a worker of its own making beside it. */
let withWorker: (code: string) => string;
const open: { dispose(): void }[] = [];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-process-'));
	let count = 0;
	const process = join(folder, 'process.js');
	await bundle('src/session/process/main.ts', process);
	await bundle('src/session/worker/main.ts', join(folder, 'worker.js'));
	withWorker = (code) => {
		const own = mkdtempSync(join(folder, `${++count}-`));
		writeFileSync(join(own, 'process.js'), readFileSync(process));
		writeFileSync(join(own, 'worker.js'), code);
		return join(own, 'process.js');
	};
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
	for (const each of open.splice(0)) each.dispose();
});

/** A process that has ended but was not yet asked for is none. */
function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

function started(code: string) {
	const transport = startWorker(withWorker(code));
	open.push({ dispose: () => transport.terminate() });
	const messages: FromWorker[] = [];
	const crashes: Crash[] = [];
	transport.onMessage((message) => messages.push(message));
	transport.onCrash((crash) => crashes.push(crash));
	return { transport, messages, crashes };
}

const answerOf = async (messages: FromWorker[], at: number) => {
	await expect.poll(() => messages.length, { timeout: 20_000 }).toBeGreaterThan(at);
	const message = messages[at];
	return message?.type === 'answer' && 'ok' in message.result ? message.result.ok : message;
};

const query = (transport: Transport, id: number) =>
	transport.post({ type: 'query', id, name: 'summary', params: {}, analysis: 1 });

describe('a worker in a process of its own', () => {
	it('hears what is wished while it is busy', async () => {
		const { transport, messages } = started(BUSY);
		expect(await answerOf(messages, 0)).not.toBe(process.pid);
		query(transport, 1);
		transport.post({ type: 'wishes', wanted: 2, stopped: 1 });
		expect(await answerOf(messages, 1)).toEqual([2, 1]);
	});

	it('ends with whoever started it, also when it is busy', async () => {
		const starter = join(folder, 'starter.js');
		await bundle('test/unit/session/node/starter.ts', starter);
		const parent: ChildProcess = fork(starter, [withWorker(BUSY)]);
		open.push({ dispose: () => parent.kill('SIGKILL') });
		const pid = await new Promise<number>((resolve) => parent.on('message', (told) => resolve(Number(told))));
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
	});

	it('ends when it is to, without a word', async () => {
		const { transport, messages, crashes } = started(BUSY);
		const pid = Number(await answerOf(messages, 0));
		query(transport, 1);
		transport.terminate();
		await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
		expect(crashes).toEqual([]);
		query(transport, 2);
	});

	it('tells what an error in it was, and that it ran out of memory', async () => {
		const failed = started(`throw new Error('it broke');`);
		await expect.poll(() => failed.crashes, { timeout: 20_000 }).toHaveLength(1);
		expect(failed.crashes).toEqual([{ reason: 'it broke', forMemory: false }]);
		const left = started('process.exit(3);');
		await expect.poll(() => left.crashes, { timeout: 20_000 }).toHaveLength(1);
		expect(left.crashes[0]?.forMemory).toBe(false);
		process.env.NODE_OPTIONS = '--max-old-space-size=32';
		try {
			const full = started('const all = []; for (;;) all.push(new Array(1000).fill(all.length));');
			await expect.poll(() => full.crashes, { timeout: 30_000 }).toHaveLength(1);
			expect(full.crashes).toEqual([{ reason: 'it needs more memory than it may have', forMemory: true }]);
		} finally {
			delete process.env.NODE_OPTIONS;
		}
	});

	it('that cannot be started is a crash', async () => {
		const transport = startWorker(join(folder, 'nothing.js'));
		const crashes: Crash[] = [];
		transport.onCrash((crash) => crashes.push(crash));
		await expect.poll(() => crashes, { timeout: 20_000 }).toHaveLength(1);
	});
});

describe('a session with a process', () => {
	let pid: number | undefined;

	function session(text: string) {
		const own = new WorkerSession({
			inputs: async () => [{ name: 'a', bytes: encoded(text) }],
			causality: () => 'auto',
			startWorker: () => {
				const worker = startWorker(join(folder, 'process.js'));
				pid = worker.pid;
				return worker;
			},
		});
		open.push(own);
		own.changed();
		return own;
	}

	it('analyses text that is not on disk, and has answers with typed arrays', async () => {
		const own = session(CONFLICT);
		expect(await own.query('summary', {})).toMatchObject({ ok: { conflicts: 1, events: 2 } });
		const ruler = await own.query('ruler', { file: 0, count: 10, lines: 2, severities: {} });
		expect('ok' in ruler && ruler.ok).toBeInstanceOf(Uint8Array);
		expect(await own.query('summary', { f() {} } as never)).toEqual({
			err: expect.stringContaining('The query summary cannot be asked'),
		});
	});

	it('says so when its process was killed, and is there again when it is asked', async () => {
		const own = session(CONFLICT);
		await own.query('summary', {});
		process.kill(pid as number, 'SIGKILL');
		await expect.poll(() => own.pending?.type, { timeout: 20_000 }).toBe('failed');
		expect(own.pending).toMatchObject({
			crashed: true,
			message: expect.stringMatching(/ended from outside \(SIGKILL\)/),
		});
		expect(await own.query('summary', {})).toMatchObject({ err: expect.stringContaining('SIGKILL') });
		own.changed();
		expect(await own.query('summary', {})).toMatchObject({ ok: { conflicts: 1 } });
	});
});
