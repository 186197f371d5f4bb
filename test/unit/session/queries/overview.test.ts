import { describe, expect, it } from 'vitest';
import type { Queries, QueryName, Result } from '../../../../src/session/protocol.ts';
import { answer } from '../../../../src/session/queries/index.ts';
import type { TraceView } from '../../../../src/session/traceView.ts';
import { viewOf, write } from '../support.ts';

const LINE = { axis: 'line', key: null } as const;
const TIME = { axis: 'time', key: null } as const;

/** Two conflicts, one resolved on line 6; line 3 is none of an event. */
const CONFLICTS = [
	write('R1', 'a', 1, { R1: 1 }),
	write('R2', 'a', 2, { R2: 1 }),
	'no event',
	write('R1', 'b', 3, { R1: 1 }),
	write('R2', 'b', 4, { R2: 1 }),
	write('R1', 'a', 5, { R1: 2, R2: 1 }),
	JSON.stringify({ op: 'send', at: 'R1', to: 'R2', msg: 1 }),
	JSON.stringify({ op: 'receive', at: 'R2', from: 'R1', msg: 1 }),
];

function ask<N extends QueryName>(
	view: TraceView,
	name: N,
	params: Queries[N]['params'],
): Queries[N]['result'] {
	const result = answer(view, name, params) as Result<Queries[N]['result']>;
	if ('err' in result) throw new Error(result.err);
	return result.ok;
}

describe('the overview', () => {
	it('tells of the whole trace what is needed to draw it', async () => {
		const view = await viewOf(CONFLICTS);
		expect(ask(view, 'overview', LINE)).toMatchObject({
			unit: 'line',
			length: 8,
			fileStarts: [0],
			lanes: [
				{ id: 'R1', name: 'R1' },
				{ id: 'R2', name: 'R2' },
			],
			events: 7,
			missing: 0,
			activities: [5, 0, 0, 2, 0],
			conflicts: 2,
			timed: false,
		});
	});

	it('counts by line, lane and activity', async () => {
		const view = await viewOf(CONFLICTS);
		const whole = { ...LINE, from: 0, width: 1, bins: 8, firstLane: 0, lanes: 2, together: false };
		const { counts, conflicts } = ask(view, 'overviewTile', whole);
		expect(counts).toBeInstanceOf(Uint8Array);
		expect(Array.from(counts.subarray(0, 8))).toEqual([1, 0, 0, 1, 0, 1, 0, 0]);
		expect(Array.from(counts.subarray(40, 48))).toEqual([0, 1, 0, 0, 1, 0, 0, 0]);
		expect(Array.from(conflicts)).toEqual([
			...[0, 0, 0, 0, 1, 0, 0, 0],
			...[0, 1, 0, 0, 0, 0, 0, 0],
			...[0, 0, 0, 0, 1, 1, 1, 1],
			...[0, 1, 1, 1, 1, 1, 0, 0],
		]);
		const together = ask(view, 'overviewTile', { ...whole, together: true });
		expect(Array.from(together.counts.subarray(0, 8))).toEqual([1, 1, 0, 1, 1, 1, 0, 0]);
		expect(ask(view, 'overviewTile', { ...whole, firstLane: 7, lanes: 32 }).counts.length).toBe(0);
	});

	it('tells conflicts and messages apart', async () => {
		const view = await viewOf(CONFLICTS);
		const details = ask(view, 'overviewDetails', { ...LINE, from: 2, to: 7 });
		expect(Array.from(details.spans!.conflict)).toEqual([0, 1]);
		expect(Array.from(details.spans!.start)).toEqual([1, 4]);
		expect(Array.from(details.spans!.end)).toEqual([5, 8]);
		expect(Array.from(details.spans!.open)).toEqual([0, 1]);
		expect(details.messages).toMatchObject({ sent: Float64Array.of(6), received: Float64Array.of(7) });
		expect(Array.from(details.messages!.to)).toEqual([1]);
		// The open one reaches through all of this.
		const later = ask(view, 'overviewDetails', { ...LINE, from: 6, to: 7 });
		expect(Array.from(later.spans!.conflict)).toEqual([1]);
		expect(later.throughout).toEqual([0, 0]);
	});

	it('counts conflicts that reach through all of it where they are many', async () => {
		const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
		const lines = keys.flatMap((key) => [write('R1', key, 1, { R1: 1 }), write('R2', key, 2, { R2: 1 })]);
		const view = await viewOf([
			...lines,
			...Array.from({ length: 20 }, () => '{"op":"read","at":"R1","key":"x"}'),
		]);
		const { spans, throughout } = ask(view, 'overviewDetails', { ...LINE, from: 30, to: 40 });
		expect([spans!.conflict.length, throughout]).toEqual([0, [12, 0]]);
		const earlier = ask(view, 'overviewDetails', { ...LINE, from: 12, to: 40 });
		expect([earlier.spans!.conflict.length, earlier.throughout]).toEqual([12, [0, 0]]);
	});

	it('goes from conflict to conflict, round the end', async () => {
		const view = await viewOf(CONFLICTS);
		const step = (conflict: number | null, from: number, direction: -1 | 0 | 1) =>
			ask(view, 'overviewStep', { ...LINE, conflict, from, direction })?.conflict;
		expect(step(null, 0, 1)).toBe(0);
		expect(step(null, 2, 1)).toBe(1);
		expect(step(null, 2, -1)).toBe(0);
		expect(step(1, 0, 1)).toBe(0);
		expect(step(0, 0, -1)).toBe(1);
		expect(step(1, 0, 0)).toBe(1);
		expect(step(99, 0, 0)).toBeUndefined();
	});

	it('shows a key alone, and says when there is none', async () => {
		const view = await viewOf(CONFLICTS);
		expect(ask(view, 'overview', { axis: 'line', key: 'b' })).toMatchObject({
			events: 2,
			conflicts: 1,
			length: 8,
		});
		expect(answer(view, 'overview', { axis: 'line', key: 'nothing' })).toEqual({
			err: 'This trace has no such key.',
		});
		expect(answer(view, 'overview', TIME)).toEqual({ err: 'No event of this trace carries a time.' });
	});

	it('names the lines of a range in every file, the fullest first', async () => {
		const view = await viewOf(
			[CONFLICTS[0]!, CONFLICTS[1]!],
			['', CONFLICTS[3]!, CONFLICTS[4]!, CONFLICTS[5]!],
		);
		const { lines, counts, first } = ask(view, 'overviewRange', { ...LINE, from: 1, to: 6, lane: null });
		expect(lines).toEqual([
			{ file: 1, from: 2, to: 4 },
			{ file: 0, from: 2, to: 2 },
		]);
		expect(counts).toEqual([4, 0, 0, 0, 0]);
		expect(first).toMatchObject({ file: 0, line: 2, op: 'write', key: 'a', replica: 'R2' });
		const own = ask(view, 'overviewRange', { ...LINE, from: 0, to: 6, lane: 1 });
		expect(own.counts).toEqual([2, 0, 0, 0, 0]);
		expect(ask(view, 'overviewPlace', { ...LINE, place: { file: 1, line: 3 } })).toBe(4);
		expect(ask(view, 'overviewPlace', { ...LINE, place: { file: 1, line: 1 } })).toBeNull();
	});

	it('corrects clocks along the axis of times, and leaves out what has none', async () => {
		const event = (fields: object) => JSON.stringify(fields);
		const view = await viewOf([
			event({ op: 'send', at: 'R1', to: 'R2', msg: 1, ts: 1000 }),
			event({ op: 'receive', at: 'R2', from: 'R1', msg: 1, ts: 1510 }),
			event({ op: 'send', at: 'R2', to: 'R1', msg: 2, ts: 1520 }),
			event({ op: 'receive', at: 'R1', from: 'R2', msg: 2, ts: 1030 }),
			event({ op: 'read', at: 'R1', key: 'k' }),
		]);
		const info = ask(view, 'overview', TIME);
		expect(info).toMatchObject({ unit: 'ms', origin: 1000, events: 4, missing: 1, timed: true });
		// R2 is ahead by 490 to 510 ms: by 500.
		expect(info.notes[0]).toContain('R2 by −500 ms');
		expect(info.notes).toContain('1 event without a time is not shown.');
		expect(ask(view, 'overviewPlace', { ...TIME, place: { file: 0, line: 2 } })).toBe(10);
		expect(ask(view, 'overviewPlace', { ...TIME, place: { file: 0, line: 4 } })).toBe(30);
	});

	it('stands on events where these are more than lines', async () => {
		const view = await viewOf(CONFLICTS);
		const trace = { ...view.trace, files: [{ ...view.trace.files[0]!, lines: 1 }] };
		const { lineAxis } = await import('../../../../src/analysis/overview/axis.ts');
		expect(lineAxis(trace)).toMatchObject({ unit: 'event', length: 7 });
	});
});

describe('conflicts of a range of lines', () => {
	it('are those with a version there', async () => {
		const view = await viewOf(CONFLICTS);
		const ids = (from: number, to: number) =>
			ask(view, 'conflicts', {
				from: 0,
				count: 10,
				filter: '',
				state: 'all',
				sort: 'file',
				descending: false,
				lines: [{ file: 0, from, to }],
			}).rows.map(({ id }) => id);
		expect(ids(1, 1)).toEqual([0]);
		expect(ids(2, 4)).toEqual([0, 1]);
		expect(ids(3, 3)).toEqual([]);
		expect(ids(5, 8)).toEqual([1]);
		expect(ids(7, 8)).toEqual([]);
	});
});
