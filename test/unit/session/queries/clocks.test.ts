import { beforeAll, describe, expect, it } from 'vitest';
import type { AllQueries } from '../../../../src/session/editorQueries.ts';
import { answer, type ViewQueryName } from '../../../../src/session/queries/index.ts';
import type { TraceView } from '../../../../src/session/traceView.ts';
import { viewOf } from '../support.ts';

let view: TraceView;

function ask<N extends ViewQueryName>(name: N, params: AllQueries[N]['params']): AllQueries[N]['result'] {
	const result = answer(view, name, params) as { ok: AllQueries[N]['result'] } | { err: string };
	if ('err' in result) throw new Error(result.err);
	return result.ok;
}

const write = (at: string, key: string, ts: number, vv: object) =>
	JSON.stringify({ op: 'write', at, key, value: ts, vv, ts });

/** B's clock is 100 ms fast, and 300 ms from the fortieth exchange on; messages take 5 ms. */
function stepping(): string[] {
	const lines: string[] = [];
	const ahead = (i: number) => (i < 40 ? 100 : 300);
	for (let i = 0; i < 80; i++) {
		const now = 1000 + i * 20;
		lines.push(
			JSON.stringify({ op: 'send', at: 'A', to: 'B', msg: `a${i}`, ts: now }),
			JSON.stringify({ op: 'receive', at: 'B', from: 'A', msg: `a${i}`, ts: now + 5 + ahead(i) }),
			JSON.stringify({ op: 'send', at: 'B', to: 'A', msg: `b${i}`, ts: now + 10 + ahead(i) }),
			JSON.stringify({ op: 'receive', at: 'A', from: 'B', msg: `b${i}`, ts: now + 15 }),
		);
	}
	return lines;
}

describe('clocks that move', () => {
	beforeAll(async () => {
		view = await viewOf(stepping());
	});

	it('are drawn as they are before and after', () => {
		const { columns, lanes, changes } = ask('clockPicture', { reference: 'A' });
		const b = lanes.find(({ replica }) => replica === 'B')!;
		expect(b.whole[2]).toEqual({ min: 95, max: 105 });
		expect(b.near[2]).toEqual({ min: 95, max: 105 });
		expect(b.whole[columns.length - 3]).toEqual({ min: 295, max: 305 });
		expect(changes).toHaveLength(1);
		const [{ from, to, words }] = changes as [(typeof changes)[0]];
		expect(words).toContain('moved');
		// The step is at line 161 of 320.
		expect([from, to].every((column) => Math.abs(column - columns.length / 2) <= 2)).toBe(true);
		expect(columns[0]?.first.line).toBe(1);
		expect(columns.at(-1)?.last.line).toBe(320);
	});

	it('are turned round with the reference', () => {
		const { lanes } = ask('clockPicture', { reference: 'B' });
		expect(lanes[0]).toMatchObject({ replica: 'B', name: 'B' });
		expect(lanes[1]?.whole[2]).toEqual({ min: -105, max: -95 });
	});

	it('have no picture against a replica that is not there', () => {
		expect(answer(view, 'clockPicture', { reference: 'Z' })).toEqual({
			err: 'This trace has no such replica any more.',
		});
	});

	it('give pairs with both sides, proven ones that are ahead first', () => {
		const { rows, total } = ask('clockPairs', { from: 0, count: 10, filter: '' });
		expect(total).toBe(2);
		expect(rows[0]).toMatchObject({ id: 0, from: 'A', to: 'B', proven: true });
		expect(rows[0]?.min).toBeGreaterThanOrEqual(95);
		expect(rows[0]?.minBy.length).toBeGreaterThan(0);
		expect(ask('clockPairs', { from: 0, count: 10, filter: 'z' }).total).toBe(0);
	});
});

describe('inversions', () => {
	beforeAll(async () => {
		view = await viewOf([
			write('A', 'x', 500, { A: 1 }),
			write('B', 'x', 400, { A: 1, B: 1 }),
			write('A', 'y', 900, { A: 1 }),
			write('B', 'y', 100, { A: 1, B: 1 }),
			write('B', 'y', 950, { A: 1, B: 2 }),
		]);
	});
	const rows = (change: Partial<AllQueries['inversions']['params']>) =>
		ask('inversions', {
			from: 0,
			count: 10,
			filter: '',
			sort: 'file',
			descending: false,
			...change,
		}).rows.map(({ write: { line }, winner, ms }) => [line, winner.line, ms]);

	it('come sorted as asked, with what beats them and by how much', () => {
		expect(rows({})).toEqual([
			[2, 1, 100],
			[4, 3, 800],
		]);
		expect(rows({ sort: 'ms', descending: true })[0]).toEqual([4, 3, 800]);
		expect(rows({ sort: 'key', descending: true })[0]).toEqual([4, 3, 800]);
	});

	it('are filtered by key and by replica, and found by their number', () => {
		expect(rows({ filter: 'X' })).toEqual([[2, 1, 100]]);
		expect(rows({ filter: 'b' })).toHaveLength(2);
		expect(rows({ filter: 'zz' })).toEqual([]);
		const { from, rows: found } = ask('inversions', {
			from: 0,
			count: 1,
			filter: '',
			sort: 'ms',
			descending: true,
			around: 0,
		});
		expect(found[0]?.id).toBe(0);
		expect(from).toBe(1);
	});

	it('are certified', () => {
		const lines = ask('certificates', {}).join('').trim().split('\n');
		const kinds = lines.map((line) => (JSON.parse(line) as { claim: { kind: string } }).claim.kind);
		expect(kinds.filter((kind) => kind === 'causal-inversion')).toHaveLength(2);
	});
});

describe('the ledger', () => {
	beforeAll(async () => {
		view = await viewOf([
			write('A', 'x', 500, { A: 1 }),
			write('B', 'x', 400, { A: 1, B: 1 }),
			write('A', 'y', 10, { A: 1 }),
			write('B', 'y', 20, { B: 1 }),
		]);
	});
	const lines = (change: Partial<AllQueries['ledger']['params']>) =>
		ask('ledger', { from: 0, count: 10, ...change }).rows.map(({ version }) => version.line);

	it('is narrowed by key and by what a strategy makes of a write', () => {
		expect(lines({})).toEqual([2, 3, 4, 1]);
		expect(lines({ filter: 'Y' })).toEqual([3, 4]);
		expect(lines({ fate: 'lost-although-newer' })).toEqual([2]);
		expect(lines({ fate: 'lost', strategy: 'lww' })).toEqual([3]);
		expect(lines({ fate: 'lost', strategy: 'first-write-wins' })).toEqual([4]);
		expect(lines({ fate: 'changed', strategy: 'first-write-wins' }).sort()).toEqual([2, 3, 4]);
		expect(lines({ fate: 'lost', strategy: 'lww-hlc' })).toEqual([]);
	});

	it('moves the window to a write that is looked for', () => {
		const all = ask('ledger', { from: 0, count: 10 });
		const last = all.rows[3]!.version.id;
		const { from, rows } = ask('ledger', { from: 0, count: 1, around: last });
		expect(from).toBe(3);
		expect(rows[0]?.version.id).toBe(last);
	});
});
