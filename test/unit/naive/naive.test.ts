import { describe, expect, it } from 'vitest';
import { type NaiveCausality, type NaiveReport, naiveReport } from '../../property/naive/index.ts';
import { STATUS_CONFLICT } from '../../support/statusConflict.ts';

/** The report on one file made of these lines; a line is text, or an object to write as JSON. */
function reportOn(lines: (string | object)[], causality: NaiveCausality = 'auto'): NaiveReport {
	const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
	return naiveReport([{ name: 'a.reptrace', text }], { causality });
}

function write(at: string, key: string, vv?: Record<string, number>) {
	return { op: 'write', at, key, value: 1, vv };
}

function codes(report: NaiveReport): string[] {
	return report.findings.map((finding) => `${finding.line} ${finding.code}`);
}

function linesOf(versions: { line: number }[]): number[] {
	return versions.map((version) => version.line);
}

const STATUS = [
	{ op: 'write', at: 'R1', client: 'User A', key: 'status', value: 'pending', vv: { R1: 1 } },
	{ op: 'write', at: 'R2', client: 'User B', key: 'status', value: 'completed', vv: { R2: 1 } },
	{ op: 'sync', from: 'R1', to: 'R2' },
	{ op: 'sync', from: 'R2', to: 'R1' },
];

describe('the smallest conflict', () => {
	it('is one open pair, detected where the first sync arrives', () => {
		const { detail: _, ...report } = reportOn(STATUS);
		expect(report).toEqual({ ...STATUS_CONFLICT, findings: [] });
	});

	it('is the same when causality is derived', () => {
		const { trace, ...recorded } = reportOn(STATUS, 'recorded');
		const { trace: _, ...derived } = reportOn(STATUS, 'derived');
		expect(trace.causality).toBe('recorded');
		expect(derived).toEqual(recorded);
	});
});

describe('derived causality', () => {
	it('orders a write after what a message brought, even where the receive stands before its send', () => {
		const report = reportOn([
			{ op: 'receive', at: 'B', from: 'A', msg: 1 },
			write('B', 'x'),
			write('A', 'x'),
			{ op: 'send', at: 'A', to: 'B', msg: '1', key: 'x' },
		]);
		expect(report.summary.conflictPairs).toBe(0);
		expect(report.summary.maxSiblings).toBe(1);
		expect(report.findings).toEqual([]);
	});

	it('lets a message carry only the keys that its send names', () => {
		const lines = [write('A', 'x'), write('A', 'y'), { op: 'sync', from: 'A', to: 'B', keys: ['y'] }];
		const report = reportOn([...lines, write('B', 'x'), write('B', 'y')]);
		expect(report.conflicts.map((conflict) => conflict.key)).toEqual(['x']);
	});

	it('takes the k-th receive of a message for the arrival of its k-th send', () => {
		const report = reportOn([
			write('A', 'x'),
			{ op: 'send', at: 'A', to: 'B', msg: 'm' },
			{ op: 'receive', at: 'B', from: 'A', msg: 'm' },
			write('A', 'x'),
			{ op: 'send', at: 'A', to: 'B', msg: 'm' },
			write('B', 'x'),
			{ op: 'receive', at: 'B', from: 'A', msg: 'm' },
			{ op: 'receive', at: 'B', from: 'A', msg: 'm' },
			write('B', 'x'),
		]);
		expect(codes(report)).toEqual(['8 duplicate-receive']);
		expect(report.conflicts.map((conflict) => linesOf(conflict.versions))).toEqual([[4, 6]]);
		expect(report.conflicts[0].detected).toEqual({ file: 'a.reptrace', line: 7, replica: 'B' });
		expect(linesOf(report.conflicts[0].resolvedBy)).toEqual([9]);
	});

	it('gives nothing to a receive that happened before its own send, and calls the conflicts possible', () => {
		const report = reportOn([
			{ op: 'receive', at: 'B', from: 'A', msg: 'm' },
			write('B', 'x'),
			{ op: 'sync', from: 'B', to: 'A', keys: [] },
			write('A', 'x'),
			{ op: 'send', at: 'A', to: 'B', msg: 'm' },
		]);
		expect(codes(report)).toEqual(['1 receive-before-send']);
		expect(report.conflicts.map((conflict) => conflict.certainty)).toEqual(['possible']);
	});

	it('sorts by seq within a replica, an event without one keeping to the one before it', () => {
		const report = reportOn([
			{ ...write('A', 'x'), seq: 2 },
			{ op: 'send', at: 'A', to: 'B', msg: 1 },
			{ op: 'receive', at: 'B', from: 'A', msg: 1 },
			write('B', 'x'),
			{ ...write('A', 'x'), seq: 1 },
		]);
		expect(report.summary.conflictPairs).toBe(0);
	});

	it('cuts syncs that seq puts in a circle', () => {
		const agreed = reportOn([
			{ op: 'sync', from: 'A', to: 'B', seq: 2 },
			{ op: 'sync', from: 'B', to: 'A', seq: 1 },
		]);
		expect(codes(agreed)).toEqual([]);
		const crossed = reportOn([
			{ op: 'read', at: 'B', key: 'x', seq: 5 },
			{ op: 'sync', from: 'A', to: 'B' },
			{ op: 'sync', from: 'A', to: 'B', seq: 1 },
		]);
		expect(codes(crossed)).toEqual(['2 receive-before-send', '3 receive-before-send']);
	});
});

describe('recorded causality', () => {
	it('makes one conflict of writes that are concurrent through a third', () => {
		const report = reportOn([
			write('A', 'x', { A: 1 }),
			write('B', 'x', { B: 1 }),
			write('A', 'x', { A: 2 }),
			write('A', 'x', { A: 3, B: 1 }),
			write('B', 'x', { A: 2, B: 2 }),
		]);
		expect(report.conflicts.map((conflict) => [linesOf(conflict.versions), conflict.pairs])).toEqual([
			[[1, 2, 3], 2],
			[[4, 5], 1],
		]);
		expect(linesOf(report.conflicts[0].resolvedBy)).toEqual([4, 5]);
		expect(report.summary).toMatchObject({ conflictsOpen: 1, conflictsResolved: 1, keysInConflict: 1 });
	});

	it('lets two clients of one replica conflict by dots', () => {
		const dotted = { op: 'write', at: 'A', key: 'x', value: 1, context: {} };
		const report = reportOn([
			{ ...dotted, dot: ['A', 1] },
			{ ...dotted, dot: ['A', 2] },
			{ ...dotted, dot: ['A', 3], context: { A: 2 } },
		]);
		expect(report.conflicts).toHaveLength(1);
		expect(report.conflicts[0].detected?.line).toBe(2);
		expect(linesOf(report.conflicts[0].resolvedBy)).toEqual([3]);
	});

	it('visits versions by the size of their past where file order will not do', () => {
		const report = reportOn([
			write('A', 'x', { A: 2, B: 1 }),
			write('A', 'x', { A: 1 }),
			write('B', 'x', { B: 1 }),
		]);
		expect(report.summary).toMatchObject({ conflictPairs: 1, maxSiblings: 2, conflictsResolved: 1 });
		expect(codes(report)).toContain('2 counter-regression');
	});

	it('detects a conflict by a vector alone', () => {
		const lines = [write('A', 'x', { A: 1 }), write('B', 'x', { B: 1 })];
		const report = reportOn([...lines, { op: 'read', at: 'C', key: 'x', vv: { A: 1, B: 1 } }]);
		expect(report.conflicts[0].detected).toEqual({ file: 'a.reptrace', line: 3, replica: 'C' });
		expect(
			reportOn([...lines, { op: 'read', at: 'C', key: 'y', vv: { A: 1, B: 1 } }]).conflicts[0].detected,
		).toBeNull();
	});

	it('leaves out versions that no order can hold, and keeps a dot used twice', () => {
		const report = reportOn([
			write('A', 'x', { A: 1, B: 1 }),
			write('B', 'x', { A: 1, B: 1 }),
			write('A', 'x', { B: 1 }),
			{ op: 'write', at: 'B', key: 'x', value: 1, dot: ['B', 2], context: { B: 2 } },
			write('A', 'y', { A: 1 }),
			write('A', 'y', { A: 1 }),
		]);
		expect(report.conflicts.map((conflict) => linesOf(conflict.versions))).toEqual([[5, 6]]);
		const unsound = report.findings.filter((finding) => finding.code === 'vector-unsound');
		expect(linesOf(unsound)).toEqual([1, 2, 3, 4]);
		expect(codes(report)).toContain('6 dot-reused');
	});

	it('tells vectors that claim too much and too little', () => {
		const report = reportOn([
			write('A', 'x', { A: 1 }),
			write('B', 'x', { A: 1, B: 1 }),
			write('C', 'x', { C: 2, Z: 7 }),
			{ op: 'sync', from: 'C', to: 'B' },
			write('B', 'x', { A: 1, B: 2, C: 1 }),
			{ op: 'read', at: 'B', key: 'x', vv: { Z: 7 } },
			write('B', 'x', { A: 1, B: 3, C: 2, Z: 7 }),
		]);
		expect(codes(report)).toEqual([
			'2 vector-claims-unseen',
			'3 counter-gap',
			'3 vector-claims-unseen',
			'5 vector-misses-seen',
		]);
	});

	it('says which versions lack their vector when it is forced', () => {
		const report = reportOn([write('A', 'x'), write('B', 'x', { B: 1 })], 'recorded');
		expect(codes(report)).toEqual(['1 missing-field']);
		expect(report.summary).toMatchObject({ conflictPairs: 0, maxSiblings: 1 });
		expect(report.trace.versions).toBe(2);
		expect(reportOn([write('A', 'x'), write('B', 'x', { B: 1 })]).trace.causality).toBe('derived');
	});
});

describe('lines', () => {
	it('reports what is no event and goes on', () => {
		const report = reportOn([
			'',
			'nonsense',
			'[1]',
			'{"op":"jump"}',
			'{"op":"write","at":"A","key":"x"}',
			'{"at":"A"}',
			'{"op":"constructor"}',
			'{"op":"header"}',
			'{"op":"read","at":"A","key":"x"}\r',
		]);
		expect(codes(report)).toEqual([
			'2 malformed-line',
			'3 malformed-line',
			'4 unknown-op',
			'5 missing-field',
			'6 missing-field',
			'7 unknown-op',
			'8 unknown-op',
		]);
		expect(report.trace).toMatchObject({
			events: 1,
			versions: 0,
			keys: 0,
			causality: 'derived',
			replicas: ['A'],
		});
	});

	it('takes the ids of a header first and finds the ones it does not name', () => {
		const report = reportOn([
			{ op: 'header', replicas: { B: { name: 'b' }, A: {} } },
			write('A', 'x', { A: 1, Q: 1 }),
			{ op: 'sync', from: 'C', to: 'A' },
			{ op: 'sync', from: 'A', to: 'C' },
		]);
		expect(report.trace.replicas).toEqual(['B', 'A', 'C']);
		expect(codes(report).filter((code) => code.includes('unknown'))).toEqual([
			'2 unknown-replica',
			'3 unknown-replica',
		]);
	});

	it('keeps names that objects have of themselves', () => {
		const report = reportOn([
			'{"op":"write","at":"__proto__","key":"constructor","value":1,"vv":{"__proto__":1}}',
			'{"op":"write","at":"constructor","key":"constructor","value":1,"vv":{"constructor":1}}',
		]);
		expect(report.summary.conflictPairs).toBe(1);
		expect(report.trace).toMatchObject({ keys: 1, replicas: ['__proto__', 'constructor'] });
	});
});
