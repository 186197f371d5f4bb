import { expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { NO_OPTIONS } from '../../../src/formats/format.ts';
import { nativeFormat } from '../../../src/formats/native/format.ts';
import { jsonReport } from '../../../src/report/jsonReport.ts';
import { snapshotOf } from '../../../src/trace/snapshot.ts';
import { type Trace, TraceBuilder } from '../../../src/trace/trace.ts';

const line = (i: number) =>
	JSON.stringify({
		op: i % 7 === 3 ? 'sync' : 'write',
		...(i % 7 === 3 ? { from: `R${i % 3}`, to: `R${(i + 1) % 3}` } : { at: `R${i % (3 + (i >> 8))}` }),
		key: `key ${i % (11 + (i >> 4))}`,
		value: i,
		client: `client ${i}`,
		vv: { [`R${i % (3 + (i >> 8))}`]: i + 1, R0: i >> 1 },
		...(i % 50 === 49 && { ts: 'never' }),
	});

const report = (trace: Trace) => {
	const source = { read: () => new Uint8Array(0) };
	return [...jsonReport({ analysis: analyse(trace), source }, 0)].join('');
};

async function reader() {
	const builder = new TraceBuilder('native');
	const importer = (await nativeFormat.load())(builder, NO_OPTIONS);
	const file = importer.open({ name: 'a', node: null, nodeGiven: false, clockOffset: 0 });
	return { builder, push: (text: string) => file.push(new TextEncoder().encode(text)) };
}

it('is the trace that there would be of the lines so far, and stays it', { timeout: 60_000 }, async () => {
	const { builder, push } = await reader();
	const lines = Array.from({ length: 800 }, (_, i) => `${line(i)}\n`);
	const snapshots: { trace: Trace; at: number }[] = [];
	for (const [i, text] of lines.entries()) {
		push(text);
		if (i % 17 === 0 && i < 120) snapshots.push({ trace: snapshotOf(builder), at: i + 1 });
		if (i % 397 === 0) snapshots.push({ trace: snapshotOf(builder), at: i + 1 });
	}
	for (const { trace, at } of snapshots) {
		const alone = await reader();
		alone.push(lines.slice(0, at).join(''));
		expect(report(trace)).toBe(report(alone.builder));
		expect(trace.keys.find('key 1')).toBe(alone.builder.keys.find('key 1'));
		for (const key of ['key 0', 'key 10', 'key 100', 'key 190', 'no key'])
			expect(trace.keys.find(key)).toBe(alone.builder.keys.find(key));
	}
});
