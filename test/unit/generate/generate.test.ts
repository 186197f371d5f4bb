import { describe, expect, it } from 'vitest';
import { generate } from '../../../src/generate/generate.ts';
import type { GenerateOptions } from '../../../src/generate/options.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { problemWith } from '../../../src/generate/problem.ts';
import { naiveReport } from '../../property/naive/index.ts';

type Fields = Record<string, unknown>;

function textOf(options: GenerateOptions): string {
	return Buffer.concat([...generate(options)]).toString();
}

function linesOf(options: GenerateOptions): Fields[] {
	return textOf({ header: false, ...options })
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Fields);
}

function reportOn(options: GenerateOptions) {
	return naiveReport([{ name: 'a', text: textOf(options) }], { causality: 'auto' });
}

interface Written {
	at: string;
	key: string;
	vv: Record<string, number>;
	hlc: { wall: number; logical: number };
}

function isBefore({ hlc: v }: Written, { hlc: w }: Written): boolean {
	return v.wall < w.wall || (v.wall === w.wall && v.logical < w.logical);
}

function count(lines: Fields[], op: string): number {
	return lines.filter((line) => line.op === op).length;
}

describe('generate', () => {
	it.each([0, 1, 999, 1000])('writes exactly %i events after the header', (events) => {
		const lines = textOf({ events }).split('\n');
		expect(lines).toHaveLength(events + 2);
		expect(lines.at(-1)).toBe('');
		expect(JSON.parse(lines[0])).toMatchObject({
			op: 'header',
			version: 1,
			replicas: { R1: { name: 'R1' } },
		});
	});

	it('gives the same for a seed and another for another seed', () => {
		expect(textOf({ events: 500, seed: 5 })).toBe(textOf({ events: 500, seed: 5, keys: undefined }));
		expect(textOf({ events: 500, seed: 6 })).not.toBe(textOf({ events: 500, seed: 5 }));
	});

	it('gives chunks that end at line ends', () => {
		const chunks = [...generate({ events: 5000 })];
		expect(chunks.length).toBeGreaterThan(3);
		for (const chunk of chunks) expect(chunk.at(-1)).toBe(10);
	});

	it('writes what it is told to', () => {
		const lines = linesOf({
			events: 2000,
			keys: 20,
			hlc: true,
			updates: true,
			mix: { write: 5, read: 3, delete: 2 },
		});
		const ops = ['write', 'delete', 'merge', 'send', 'receive', 'sync', 'read'];
		for (const op of ops) expect(count(lines, op), op).toBeGreaterThan(0);
		const write = lines.find((line) => line.op === 'write' && String(line.key).startsWith('cart'));
		expect(Object.keys(write as Fields)).toEqual('op at client key value vv ts hlc update'.split(' '));
		expect(lines.filter((line) => line.op !== 'write').some((line) => 'update' in line)).toBe(false);
	});

	it('keeps every replica at its own clock', () => {
		const replicas = [{ id: 'slow' }, { id: 'fast', skewMs: 60_000 }];
		const lines = linesOf({ events: 300, replicas });
		for (const id of ['slow', 'fast']) {
			const times = lines.filter((line) => line.at === id).map((line) => line.ts as number);
			expect(times).toEqual(times.toSorted((a, b) => a - b));
		}
		const last = (id: string) => lines.findLast((line) => line.at === id)?.ts as number;
		expect(last('fast') - last('slow')).toBeGreaterThan(50_000);
	});

	it('writes hybrid clocks that grow from a version to all that saw it', () => {
		const replicas = [{ id: 'a' }, { id: 'b', skewMs: 300 }, { id: 'c', skewMs: -300 }];
		const options = { events: 1500, keys: 5, replicas, hlc: true, opsPerSecond: 200, antiEntropyMs: 300 };
		const written = linesOf(options).filter((line) => 'hlc' in line) as unknown as Written[];
		const tooLate = written.filter((w) =>
			written.some((v) => v !== w && v.key === w.key && (w.vv[v.at] ?? 0) >= v.vv[v.at] && !isBefore(v, w)),
		);
		expect(written.length).toBeGreaterThan(100);
		expect(tooLate).toEqual([]);
	});

	it('loses messages on the way and in partitions', () => {
		const arrived = (options: GenerateOptions) => {
			const lines = linesOf({ events: 3000, ...options });
			return count(lines, 'receive') / count(lines, 'send');
		};
		expect(arrived({ loss: 0 })).toBeGreaterThan(0.97);
		expect(arrived({ loss: 0.5 })).toBeLessThan(0.6);
		const forever = [{ startMs: 0, endMs: 1e9, isolated: ['R1'] }];
		const cut = linesOf({ events: 1000, partitions: forever });
		expect(cut.some((line) => line.op === 'receive' && line.from === 'R1')).toBe(false);
		expect(cut.some((line) => line.op === 'sync' && [line.from, line.to].includes('R1'))).toBe(false);
	});

	it('has no conflict where no key is contested, and many where clients race', () => {
		const options = { events: 1500, keys: 50, causality: 'dotted' } as const;
		expect(reportOn({ ...options, contested: 0 }).summary.conflicts).toBe(0);
		expect(reportOn({ ...options, race: 1 }).summary.conflictPairs).toBeGreaterThan(50);
	});

	it('needs no network for one replica', () => {
		const lines = linesOf({ events: 200, replicas: 1 });
		expect([...new Set(lines.map((line) => line.op))].sort()).toEqual(['delete', 'read', 'write']);
	});
});

describe('presets', () => {
	it.each(Object.entries(PRESETS))('%s gives a sound trace with conflicts', (_, { options }) => {
		const report = reportOn({
			...options,
			events: 1500,
			keys: Math.min(options.keys ?? 100, 100),
			contested: 1,
		});
		expect(report.findings).toEqual([]);
		expect(report.trace.replicas).toHaveLength(
			Array.isArray(options.replicas) ? options.replicas.length : (options.replicas ?? 3),
		);
		expect(report.summary.conflicts).toBeGreaterThan(0);
	});
});

describe('problemWith', () => {
	it('accepts the defaults and the presets', () => {
		expect(problemWith({})).toBeUndefined();
		for (const { options } of Object.values(PRESETS)) expect(problemWith(options)).toBeUndefined();
	});

	it.each<GenerateOptions>([
		{ seed: 0.5 },
		{ events: -1 },
		{ events: 1.5 },
		{ replicas: 0 },
		{ replicas: 1e9 },
		{ replicas: [] },
		{ replicas: [{ id: 'a' }, { id: 'a' }] },
		{ replicas: [{ id: 'a', skewMs: Number.NaN }] },
		{ keys: 0 },
		{ keys: 1e9 },
		{ keyDistribution: { type: 'zipf', exponent: -1 } },
		{ keyDistribution: { type: 'hot', keys: 101, share: 0.5 } },
		{ values: [] },
		{ values: ['list' as 'cart'] },
		{ opsPerSecond: 0 },
		{ mix: { write: 0, read: 0, delete: 0 } },
		{ mix: { write: 2, read: -1, delete: 0 } },
		{ clients: 0 },
		{ thinkMs: -1 },
		{ delay: { withinRegionMs: 1, betweenRegionsMs: Number.POSITIVE_INFINITY, jitter: 0 } },
		{ loss: 1.1 },
		{ duplication: -0.1 },
		{ fanOut: 1.5 },
		{ antiEntropyMs: Number.NaN },
		{ resolve: { probability: 2, strategy: 'lww' } },
		{ contested: -1 },
		{ startMs: Number.NaN },
		{ partitions: [{ startMs: 2, endMs: 1, isolated: [] }] },
		{ partitions: [{ startMs: 1, endMs: 2, isolated: ['nobody'] }] },
		{ partitions: { count: -1, durationMs: 5 } },
	])('refuses %j, and so does generate', (options) => {
		const problem = problemWith(options);
		expect(problem).toMatch(/^[A-Z].*\.$/);
		expect(() => [...generate(options)]).toThrow(new RangeError(problem));
	});
});
