import { describe, expect, test } from 'vitest';
import type { Analysis, CausalityChoice } from '../../../src/analysis/analysis.ts';
import { isResolved, membersOf, resolversOf } from '../../../src/analysis/conflicts.ts';
import { analyseFiles } from '../../support/engine.ts';

type Line = Record<string, unknown>;

function analyse(lines: Line[], causality?: CausalityChoice): Analysis {
	return analyseFiles([{ name: 'a', text: lines.map((line) => JSON.stringify(line)).join('\n') }], causality);
}

function write(at: string, vv: Record<string, number> | null, more: Line = {}): Line {
	return { op: 'write', at, key: 'k', value: 1, ...(vv === null ? {} : { vv }), ...more };
}

function dotted(at: string, counter: number, context: Record<string, number>): Line {
	return { op: 'write', at, key: 'k', value: 1, dot: [at, counter], context };
}

function sync(from: string, to: string, more: Line = {}): Line {
	return { op: 'sync', from, to, ...more };
}

function codes(analysis: Analysis): [string, number][] {
	const { findings } = analysis;
	return Array.from({ length: findings.count }, (_, id) => [findings.code(id), findings.line(id)]);
}

const linesOf = (analysis: Analysis, versions: Int32Array) =>
	[...versions].map((version) => analysis.trace.line[analysis.versions.event[version] as number]);

function detected(analysis: Analysis, conflict = 0): [number, string] | null {
	const event = analysis.conflicts.detectedEvent[conflict] as number;
	if (event < 0) return null;
	return [
		analysis.trace.line[event] as number,
		analysis.trace.replicas.text(analysis.conflicts.detectedReplica[conflict] as number),
	];
}

describe('the smallest conflict', () => {
	const lines = [write('R1', { R1: 1 }), write('R2', { R2: 1 }), sync('R1', 'R2'), sync('R2', 'R1')];

	test('is detected at the first replica that holds both, known to both writers at the last, and open', () => {
		const analysis = analyse(lines);
		expect(analysis.totals).toMatchObject({
			conflictPairs: 1,
			conflictsOpen: 1,
			conflictsResolved: 0,
			maxSiblings: 2,
		});
		expect(detected(analysis)).toEqual([3, 'R2']);
		expect(analysis.trace.line[analysis.conflicts.knownEvent[0] as number]).toBe(4);
		expect(codes(analysis)).toEqual([]);
	});

	test('is the same where nothing is recorded but messages', () => {
		const bare = lines.map(({ vv: _, ...line }) => line);
		const analysis = analyse(bare);
		expect(analysis.causality).toBe('derived');
		expect(analysis.totals).toEqual(analyse(lines).totals);
		expect(detected(analysis)).toEqual([3, 'R2']);
	});

	test('is resolved by a version that has seen both, and by several where several did so at once', () => {
		const one = analyse([...lines, write('R1', { R1: 2, R2: 1 })]);
		expect(isResolved(one.conflicts, 0)).toBe(true);
		expect(linesOf(one, resolversOf(one.conflicts, 0))).toEqual([5]);
		const two = analyse([...lines, write('R1', { R1: 2, R2: 1 }), write('R2', { R1: 1, R2: 2 })]);
		expect(linesOf(two, resolversOf(two.conflicts, 0))).toEqual([5, 6]);
		expect(isResolved(two.conflicts, 1)).toBe(false);
	});
});

test('two clients of one replica conflict where dots say so', () => {
	const analysis = analyse([dotted('R1', 1, {}), dotted('R1', 2, {}), dotted('R1', 3, { R1: 2 })]);
	expect(analysis.totals).toMatchObject({ conflictPairs: 1, conflictsResolved: 1 });
	expect(detected(analysis)).toEqual([2, 'R1']);
});

test('components need no direct pair: a before c, b concurrent to both', () => {
	const analysis = analyse([write('A', { A: 1 }), write('B', { B: 1 }), write('A', { A: 2 })]);
	expect(analysis.conflicts.count).toBe(1);
	expect(analysis.conflicts.pairs[0]).toBe(2);
	expect(linesOf(analysis, membersOf(analysis.conflicts, 0))).toEqual([1, 2, 3]);
});

test('what has not seen all of a conflict does not resolve it, though vectors be not transitive', () => {
	const analysis = analyse([
		write('R1', { R1: 1 }),
		write('R2', { R1: 1, R2: 1 }),
		write('R3', { R2: 1, R3: 1 }),
	]);
	expect(linesOf(analysis, membersOf(analysis.conflicts, 0))).toEqual([1, 3]);
	expect(analysis.totals).toMatchObject({ conflictPairs: 1, conflictsOpen: 1, conflictsResolved: 0 });
});

describe('the order of events', () => {
	test('lets a receive stand before its send', () => {
		const analysis = analyse([
			{ op: 'receive', at: 'B', from: 'A', msg: 1 },
			write('B', null),
			write('A', null),
			{ op: 'send', at: 'A', to: 'B', msg: 1 },
		]);
		expect(analysis.totals.conflictPairs).toBe(0);
		expect(codes(analysis)).toEqual([]);
	});

	test('is by seq where there is one', () => {
		const lines = [
			write('B', null, { seq: 2 }),
			{ op: 'receive', at: 'B', from: 'A', msg: 1, seq: 1 },
			write('A', null),
			{ op: 'send', at: 'A', to: 'B', msg: 1 },
		];
		expect(analyse(lines).totals.conflictPairs).toBe(0);
		expect(analyse(lines.map(({ seq: _, ...line }: Line) => line)).totals.conflictPairs).toBe(1);
	});

	test('has no place for receives that happened before their own sends: they are reported and carry nothing', () => {
		const analysis = analyse([
			{ op: 'receive', at: 'A', from: 'B', msg: 1 },
			write('A', null),
			{ op: 'send', at: 'A', to: 'B', msg: 2 },
			{ op: 'receive', at: 'B', from: 'A', msg: 2 },
			write('B', null),
			{ op: 'send', at: 'B', to: 'A', msg: 1 },
		]);
		expect(codes(analysis)).toEqual([
			['receive-before-send', 1],
			['receive-before-send', 4],
		]);
		expect(analysis.certainty).toBe('possible');
	});
});

describe('integrity', () => {
	test('messages: no send, and received twice', () => {
		const analysis = analyse([
			{ op: 'receive', at: 'B', from: 'A', msg: 'x' },
			{ op: 'send', at: 'A', to: 'B', msg: 'y' },
			{ op: 'receive', at: 'B', from: 'A', msg: 'y' },
			{ op: 'receive', at: 'B', from: 'A', msg: 'y' },
		]);
		expect(codes(analysis)).toEqual([
			['receive-without-send', 1],
			['duplicate-receive', 4],
		]);
	});

	test('dots: used twice, falling, skipping', () => {
		const analysis = analyse([
			write('A', { A: 1 }),
			write('A', { A: 4 }),
			write('A', { A: 2 }),
			write('A', { A: 2 }),
		]);
		expect(codes(analysis)).toEqual([
			['dot-reused', 4],
			['counter-gap', 2],
			['counter-regression', 3],
		]);
	});

	test('vectors: claiming what was never received, missing what was', () => {
		const analysis = analyse([
			write('A', { A: 1 }),
			write('B', { A: 1, B: 1 }),
			sync('B', 'A'),
			write('A', { A: 2 }),
			write('B', { A: 1, B: 2, C: 3 }),
		]);
		expect(codes(analysis)).toEqual([
			['vector-claims-unseen', 2],
			['vector-misses-seen', 4],
			['vector-claims-unseen', 5],
		]);
		expect(analysis.findings.text(2)).toBe('not-in-trace');
	});

	test('vectors that contradict each other are left out, the others stay', () => {
		const analysis = analyse([
			write('A', { A: 1, B: 1 }),
			write('B', { A: 1, B: 1 }),
			dotted('C', 1, { C: 1 }),
			write('D', { D: 1 }),
			write('E', { E: 1 }),
		]);
		expect(codes(analysis).filter(([code]) => code === 'vector-unsound')).toEqual([
			['vector-unsound', 1],
			['vector-unsound', 2],
			['vector-unsound', 3],
		]);
		expect(analysis.totals).toMatchObject({ conflictPairs: 1, maxSiblings: 2 });
	});

	test('replicas that no header names are reported once', () => {
		const analysis = analyse([
			{ op: 'header', version: 1, replicas: { A: {} } },
			write('A', { A: 1, X: 1 }),
			write('A', { A: 2, X: 1 }),
			sync('A', 'B'),
		]);
		expect(codes(analysis).filter(([code]) => code === 'unknown-replica')).toEqual([
			['unknown-replica', 2],
			['unknown-replica', 4],
		]);
	});
});

describe('size', () => {
	test('ten thousand siblings, then one that has seen them all', () => {
		const count = 10_000;
		const siblings = Array.from({ length: count }, (_, i) => dotted('R1', i + 1, {}));
		const analysis = analyse([...siblings, dotted('R1', count + 1, { R1: count })]);
		expect(analysis.totals).toMatchObject({
			conflictPairs: (count * (count - 1)) / 2,
			conflictsResolved: 1,
			maxSiblings: count,
		});
	});

	test('a key of many versions at many replicas, none of which has seen another', () => {
		const replicas = 64;
		const each = 500;
		const lines = Array.from({ length: replicas * each }, (_, i) =>
			write(`R${i % replicas}`, { [`R${i % replicas}`]: Math.floor(i / replicas) + 1 }),
		);
		const analysis = analyse(lines);
		expect(analysis.totals).toMatchObject({
			conflictPairs: ((replicas * (replicas - 1)) / 2) * each * each,
			conflictsOpen: 1,
			maxSiblings: replicas,
		});
	});

	test('two hundred replicas that all speak to each other', () => {
		const replicas = 200;
		const lines: Line[] = [];
		for (let i = 0; i < 4000; i++) {
			lines.push(write(`R${i % replicas}`, null), sync(`R${i % replicas}`, `R${(i * 7 + 1) % replicas}`));
		}
		const analysis = analyse(lines);
		expect(analysis.totals.conflictPairs).toBeGreaterThan(0);
		expect(analysis.trace.participants).toHaveLength(replicas);
	});

	test('thousands of replicas that tell each other everything', () => {
		const replicas = 3000;
		const lines: Line[] = Array.from({ length: replicas }, (_, i) => write(`R${i}`, null));
		for (let i = 0; i < 10_000; i++)
			lines.push(sync(`R${(i * 7919) % replicas}`, `R${(i * 104729 + 1) % replicas}`));
		expect(analyse(lines).totals.conflictPairs).toBe((replicas * (replicas - 1)) / 2);
	});

	test('a hundred thousand replicas that each appear once', () => {
		const lines = Array.from({ length: 50_000 }, (_, i) => sync(`a${i}`, `b${i}`));
		expect(analyse(lines).trace.participants).toHaveLength(100_000);
	});

	test('damaged vectors of one large key do not go quadratic', () => {
		const lines = Array.from({ length: 60_000 }, (_, i) =>
			write(`R${i % 3}`, { [`R${i % 3}`]: 60_000 - i, [`R${(i + 1) % 3}`]: (i * 7919) % 60_000 }),
		);
		expect(analyse(lines).versions.count).toBe(60_000);
	});
});
