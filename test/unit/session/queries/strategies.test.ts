import { describe, expect, it } from 'vitest';
import { fates } from '../../../../src/session/queries/fates.ts';
import { keyEnds } from '../../../../src/session/queries/keyEnds.ts';
import { ledger } from '../../../../src/session/queries/ledger.ts';
import { strategies } from '../../../../src/session/queries/strategies.ts';
import { TraceView } from '../../../../src/session/traceView.ts';
import { shownOf } from '../../../support/shown.ts';

const line = (at: string, key: string, ts: number, vv: Record<string, number>) =>
	JSON.stringify({ op: 'write', at, key, value: ts, ts, vv });

function viewOf(lines: readonly string[]): TraceView {
	const { analysis, source } = shownOf(lines);
	return new TraceView(analysis, source);
}

/** On `a` the newer write has the earlier time; on `b` two are concurrent. */
const LINES = [
	line('R1', 'a', 50, { R1: 1 }),
	line('R2', 'a', 40, { R1: 1, R2: 1 }),
	line('R1', 'b', 10, { R1: 1 }),
	line('R2', 'b', 20, { R2: 1 }),
];

describe('strategies', () => {
	it('are told with their words, their figures and what avoiding conflicts would cost', () => {
		const overview = strategies(viewOf(LINES));
		expect(overview.strategies[0]).toMatchObject({
			name: 'lww',
			title: 'Last write wins (wall clock)',
			lostWrites: 2,
			lostAlthoughNewer: 1,
		});
		expect(overview).toMatchObject({
			ledger: { lostAlthoughNewer: 1, lost: 1 },
			leaders: [
				{ leader: 'R1', forwarded: 2 },
				{ leader: 'R2', forwarded: 2 },
			],
			home: { forwarded: 2, writes: 4, keysWithSeveralWriters: 2 },
			rule: { entries: [{ pattern: 'b', replica: 'R1', conflicts: 1 }] },
			// Writes alone bound the clocks on one side: there is no midpoint to correct them by.
			clocks: [],
		});
		for (const sentence of [...overview.answer, ...overview.notes, ...overview.avoidance])
			expect(sentence).toMatch(/\.$/);
	});

	it('go by the clocks that the user gives', () => {
		const { analysis, source } = viewOf(LINES);
		const told = strategies(new TraceView(analysis, source, [['R1', 30]]));
		expect(told.clocks).toContainEqual({ replica: 'R1', ahead: 30 });
		const corrected = told.strategies.find(({ name }) => name === 'lww-corrected');
		expect(corrected).toMatchObject({ lostAlthoughNewer: 0 });
	});
});

describe('the ledger', () => {
	it('comes in windows, those lost although newer first', () => {
		const view = viewOf(LINES);
		const rows = (from: number, count: number) => {
			const result = ledger(view, { from, count });
			if ('err' in result) throw new Error(result.err);
			return [result.ok.total, result.ok.from, result.ok.rows.map(({ version }) => version.line)];
		};
		expect(rows(0, 10)).toEqual([4, 0, [2, 3, 4, 1]]);
		expect(rows(1, 2)).toEqual([4, 1, [3, 4]]);
		expect(rows(9, 5)).toEqual([4, 4, []]);
	});

	it('of one key, and of none', () => {
		const view = viewOf(LINES);
		const result = ledger(view, { from: 0, count: 9, key: 'b' });
		expect('ok' in result && result.ok.rows.map(({ version }) => version.line)).toEqual([3, 4]);
		expect(ledger(view, { from: 0, count: 9, key: 'nothing' })).toHaveProperty('err');
	});
});

describe('one key and one version', () => {
	it('end as each strategy makes them end', () => {
		const view = viewOf(LINES);
		const result = keyEnds(view, { key: 'a' });
		const lww = 'ok' in result ? result.ok[0] : undefined;
		expect(lww).toMatchObject({
			strategy: 'lww',
			kind: 'version',
			values: ['50'],
			lines: [{ file: 0, line: 1 }],
		});
		expect(lww?.fates).toEqual([{ file: 0, line: 2, fate: 'lost-although-newer' }]);
		expect(keyEnds(view, { key: 'nothing' })).toHaveProperty('err');
	});

	it('are told of versions that nobody asks for, too', () => {
		const view = viewOf([...LINES, line('R1', 'b', 30, { R1: 2, R2: 1 })]);
		const superseded = fates(view, { version: view.versionOf(2) });
		expect('ok' in superseded && new Set(superseded.ok.fates.map(({ fate }) => fate))).toEqual(
			new Set(['superseded']),
		);
		expect(fates(view, { version: 99 })).toHaveProperty('err');
	});
});
