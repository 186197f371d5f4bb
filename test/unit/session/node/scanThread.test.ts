import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NativeReader } from '../../../../src/formats/native/reader.ts';
import { ScanThread } from '../../../../src/session/node/parallel/scanThread.ts';
import { TraceBuilder } from '../../../../src/trace/trace.ts';
import { bundle } from '../../../support/bundle.ts';
import { contentOf } from '../../../support/traceContent.ts';

const folder = mkdtempSync(join(tmpdir(), 'replication-trace-scan-'));
const script = join(folder, 'scan.js');

beforeAll(async () => {
	await bundle('src/session/node/parallel/main.ts', script);
});

afterAll(() => rmSync(folder, { recursive: true }));

const line = (i: number) => {
	const at = `R${i % 5}`;
	if (i % 5000 === 77) return '{"op":"write","at":"R1","key":';
	if (i % 3 === 0)
		return `{"op":"send","at":"${at}","to":"R7","msg":${i >> 2},"keys":["key ${i % 900}","other"]}`;
	return `{"op":"write","at":"${at}","key":"key ${i % 900}","value":"ä\\n","vv":{"${at}":${i % 200}},"ts":${1e12 + i}.5}`;
};
const EVENTS = 60_000;
const bytes = new TextEncoder().encode(`${Array.from({ length: EVENTS }, (_, i) => line(i)).join('\n')}\n`);

/** Pushes a quarter at once, the rest when the helper is ready for it, in chunks. */
async function read(
	helper: ScanThread | null,
	push = (reader: NativeReader, chunk: Uint8Array) => reader.push(chunk),
) {
	const builder = new TraceBuilder('native');
	const reader = new NativeReader(builder, 'a');
	if (helper !== null) reader.share(helper);
	const quarter = bytes.length >> 2;
	push(reader, bytes.subarray(0, quarter));
	if (helper !== null) await expect.poll(() => helper.ready, { timeout: 20_000 }).toBe(true);
	for (let at = quarter; at < bytes.length; at += 1 << 18) push(reader, bytes.subarray(at, at + (1 << 18)));
	reader.end();
	return builder;
}

/** Counts what it is asked for. */
class CountedThread extends ScanThread {
	answers = 0;

	override take() {
		const block = super.take();
		if (block !== null) this.answers++;
		return block;
	}
}

test('a second thread scans a part, and the trace is the same', { timeout: 60_000 }, async () => {
	const thread = new CountedThread(script);
	const shared = contentOf(await read(thread));
	expect(thread.answers).toBeGreaterThan(1);
	expect(shared).toEqual(contentOf(await read(null)));
	expect(shared.findings.length).toBe(Math.ceil(EVENTS / 5000));
});

test('a thread that dies is done without', { timeout: 60_000 }, async () => {
	const dying = join(folder, 'dying.js');
	writeFileSync(
		dying,
		`const { workerData } = require('node:worker_threads');
		workerData.port.on('message', () => process.exit(1));
		Atomics.store(workerData.signal, 1, 1);`,
	);
	const thread = new CountedThread(dying, 50);
	const trace = await read(thread);
	expect(thread.answers).toBe(0);
	expect(thread.ready).toBe(false);
	expect(contentOf(trace)).toEqual(contentOf(await read(null)));
});

test('a reader that is closed early ends the thread, and its trace is that of a beginning', {
	timeout: 60_000,
}, async () => {
	const thread = new ScanThread(script);
	const ended = new Promise<void>((resolve) => thread.onExit(resolve));
	const whole = await read(null);
	const builder = new TraceBuilder('native');
	const reader = new NativeReader(builder, 'a');
	reader.share(thread);
	reader.push(bytes.subarray(0, 1000));
	await expect.poll(() => thread.ready, { timeout: 20_000 }).toBe(true);
	for (let at = 1000; at < bytes.length; at += 1 << 20) reader.push(bytes.subarray(at, at + (1 << 20)));
	const { count } = builder;
	expect(count).toBeLessThan(whole.count);
	reader.close();
	await ended;
	expect(builder.count).toBe(count);
	expect([...builder.offset.subarray(0, count)]).toEqual([...whole.offset.subarray(0, count)]);
	expect(builder.files[0]?.bytes).toBeLessThan(bytes.length);
});
