import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import type { GenerateOptions } from '../../src/generate/options.ts';
import { naiveReport } from './naive/index.ts';

const numRuns = Math.ceil(Number(process.env.FC_RUNS ?? 300) / 10);

function arbOptions(): fc.Arbitrary<GenerateOptions> {
	const share = fc.constantFrom(0, 0.1, 0.5, 1);
	return fc.record({
		seed: fc.nat(),
		events: fc.integer({ min: 0, max: 300 }),
		replicas: fc.oneof<fc.Arbitrary<GenerateOptions['replicas']>[]>(
			fc.integer({ min: 1, max: 9 }),
			fc.constant([{ id: '__proto__' }, { id: 'é "' }, { id: '7', skewMs: -500, region: 'é "' }]),
		),
		keys: fc.integer({ min: 1, max: 20 }),
		opsPerSecond: fc.constantFrom(1, 50, 1000),
		thinkMs: fc.constantFrom(0, 20, 500),
		loss: share,
		fanOut: fc.integer({ min: 0, max: 3 }),
		partitions: fc.record({ count: fc.nat(3), durationMs: fc.nat(2000) }),
		antiEntropyMs: fc.constantFrom(0, 50, 1000),
		causality: fc.constantFrom('plain', 'plain', 'dotted', 'none'),
		resolve: fc.record({ probability: share, strategy: fc.constantFrom('lww', 'union') }),
		contested: share,
		race: share,
		hlc: fc.boolean(),
	});
}

it('writes truthful traces: messages explain every vector, whatever the store', () => {
	fc.assert(
		fc.property(arbOptions(), (options) => {
			const files = [{ name: 'a', text: Buffer.concat([...generate(options)]).toString() }];
			const report = naiveReport(files, { causality: 'auto' });
			expect(report.findings).toEqual([]);
			expect(report.trace.events).toBe(options.events);
			if (options.causality === 'dotted') return;
			const derived = naiveReport(files, { causality: 'derived' });
			expect([derived.summary, derived.conflicts]).toEqual([report.summary, report.conflicts]);
		}),
		{ numRuns },
	);
});
