import { expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { NO_OPTIONS } from '../../../src/formats/format.ts';
import { nativeFormat } from '../../../src/formats/native/format.ts';
import { jsonReport } from '../../../src/report/jsonReport.ts';
import { isJoinable, joined } from '../../../src/trace/joined.ts';
import { type Trace, TraceBuilder } from '../../../src/trace/trace.ts';

const header = (name: string) =>
	JSON.stringify({ op: 'header', version: 1, replicas: { R1: { name, home: ['k*'] }, R9: 'unused' } });

/** Lines of all kinds, some of them wrong. */
const lines = (node: number) =>
	Array.from({ length: 300 }, (_, i) => {
		const at = `R${(node + i) % 4}`;
		const vv = { [at]: i + 1, [`R${i % 3}`]: i >> 1 };
		if (i % 31 === 7) return 'no event';
		if (i % 7 === 3)
			return JSON.stringify({ op: 'sync', from: at, to: `R${i % 4}`, keys: [`k${i % 5}`, 'k0'] });
		if (i % 7 === 4) return JSON.stringify({ op: 'send', at, to: 'R1', msg: `m${node}-${i}` });
		if (i % 7 === 5)
			return JSON.stringify({ op: 'write', at, key: `k${i % 9}`, value: i, dot: [at, i], context: vv });
		return JSON.stringify({
			op: 'write',
			at,
			key: `k${node}${i % 9}`,
			value: i,
			vv,
			ts: i % 5 ? i : 'x',
			seq: i,
		});
	});

const FILES = [
	[header('one'), ...lines(1)],
	[...lines(2), ''],
	[],
	[header('two'), ...lines(3).slice(0, 20)],
].map((all, i) => ({ name: `n${i}`, text: all.map((line) => `${line}\n`).join('') }));

async function read(files: typeof FILES): Promise<TraceBuilder> {
	const builder = new TraceBuilder('native');
	const importer = (await nativeFormat.load())(builder, NO_OPTIONS);
	for (const { name, text } of files) {
		const reader = importer.open({ name, node: null, nodeGiven: false, clockOffset: 0 });
		reader.push(new TextEncoder().encode(text));
		reader.end();
	}
	return builder;
}

const report = (trace: Trace) =>
	[...jsonReport({ analysis: analyse(trace), source: { read: () => new Uint8Array(0) } }, 0)].join('');

it('is the trace of the files, read one after the other', { timeout: 60_000 }, async () => {
	const parts = await Promise.all(FILES.map((file) => read([file])));
	expect(parts.every(isJoinable)).toBe(true);
	const whole = await read(FILES);
	const expected = report(whole);
	expect(report(joined(parts))).toBe(expected);
	// The parts are as they were.
	expect(report(joined(parts))).toBe(expected);
	const trace = joined(parts);
	expect(trace.files).toEqual(whole.files);
	expect(trace.participants).toEqual(whole.participants);
	expect(trace.keys.texts()).toEqual(whole.keys.texts());
	expect(trace.replicaInfo).toEqual(whole.replicaInfo);
});
