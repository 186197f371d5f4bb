import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../../../../src/analysis/analyse.ts';
import { jsonReport } from '../../../../../src/report/jsonReport.ts';
import { AnalysisThread } from '../../../../../src/session/node/parallel/analysisThread.ts';
import { readFiles } from '../../../../../src/session/node/readFiles.ts';
import { bundle } from '../../../../support/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'replication-trace-analysis-'));
const script = join(folder, 'analysis.js');

beforeAll(async () => {
	await bundle('src/session/node/parallel/analysisMain.ts', script);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const SAMPLES = ['status-conflict', 'shopping-cart', 'three-datacenters', 'retail'];
const TIMEOUT = { timeout: 60_000 };

/** A sample's report, with a thread that helps or without one; and whether the strategies are the thread's, or were found while waiting for it. */
async function report(sample: string, thread: AnalysisThread | null) {
	const path = `test/traces/${sample}.reptrace`;
	const { trace, source } = await readFiles([{ name: sample, path }], { sharedColumns: thread !== null });
	try {
		const clocks = new Map([[0, 2]]);
		const analysis = analyse(trace, { onConflicts: (soFar) => thread?.begin(soFar, source, clocks) });
		const shown = { analysis, source, clocks };
		const strategies = (await thread?.finish(shown)) ?? null;
		return { text: [...jsonReport(shown, 0, strategies)].join(''), strategies };
	} finally {
		thread?.close();
		source.close();
	}
}

test.each(SAMPLES)('a second thread finds the same: %s', TIMEOUT, async (sample) => {
	const alone = await report(sample, null);
	const shared = await report(sample, new AnalysisThread(script, true));
	expect(shared.strategies).not.toBeNull();
	expect(shared.text).toBe(alone.text);
	const withoutStrategies = await report(sample, new AnalysisThread(script, false));
	expect(withoutStrategies).toEqual({ text: alone.text, strategies: null });
});

test.each([
	['fails', "throw new Error('broken');"],
	[
		'fails when asked',
		"require('worker_threads').parentPort.once('message', () => { throw new Error('broken'); });",
	],
	['ends without an answer', ''],
	[
		'takes the strategies and ends',
		"require('worker_threads').parentPort.once('message', ({ claim }) => { Atomics.store(claim, 0, 1); });",
	],
])('a thread that %s changes nothing', TIMEOUT, async (_, code) => {
	const broken = join(folder, 'broken.js');
	writeFileSync(broken, code);
	const alone = await report('shopping-cart', null);
	expect((await report('shopping-cart', new AnalysisThread(broken, true))).text).toBe(alone.text);
});
