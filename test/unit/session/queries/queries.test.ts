import { describe, expect, it } from 'vitest';
import type { AllQueries } from '../../../../src/session/editorQueries.ts';
import { answer, type ViewQueryName } from '../../../../src/session/queries/index.ts';
import type { TraceView } from '../../../../src/session/traceView.ts';
import { viewOf, write } from '../support.ts';

function ask<N extends ViewQueryName>(view: TraceView, name: N, params: AllQueries[N]['params']) {
	const result = answer(view, name, params) as { ok: AllQueries[N]['result'] } | { err: string };
	if ('err' in result) throw new Error(result.err);
	return result.ok;
}

const LIST = { from: 0, count: 50, filter: '', descending: false };

/** Three conflicts: on b (open), on a (resolved, then open again). */
const TRACE = [
	'{"op":"write","at":"R1","key":"b","value":"x","client":"Ann","vv":{"R1":1}}',
	'{"op":"write","at":"R2","key":"b","value":"y","vv":{"R2":1}}',
	write('R1', 'a', 1, { R1: 1 }),
	write('R2', 'a', 2, { R2: 1 }),
	write('R1', 'a', 3, { R1: 2, R2: 1 }),
	write('R1', 'a', 4, { R1: 3, R2: 1 }),
	write('R3', 'a', 5, { R1: 2, R2: 1, R3: 1 }),
	'{"op":"sync","from":"R1","to":"R2"}',
];

describe('conflicts', () => {
	const ids = (view: TraceView, query: Partial<AllQueries['conflicts']['params']>) =>
		ask(view, 'conflicts', { ...LIST, state: 'all', sort: 'file', ...query }).rows.map(({ id }) => id);

	it('are sorted, either way', async () => {
		const view = await viewOf(TRACE);
		expect(ids(view, {})).toEqual([0, 1, 2]);
		expect(ids(view, { sort: 'key' })).toEqual([1, 2, 0]);
		expect(ids(view, { sort: 'state', descending: true })).toEqual([1, 0, 2]);
		expect(ids(view, { sort: 'detected' })).toEqual([1, 0, 2]);
	});

	it('are filtered by state, key, client, replica and value', async () => {
		const view = await viewOf(TRACE);
		expect(ids(view, { state: 'resolved' })).toEqual([1]);
		expect(ids(view, { filter: 'ANN' })).toEqual([0]);
		expect(ids(view, { filter: 'r3' })).toEqual([2]);
		expect(ids(view, { filter: '"y"' })).toEqual([0]);
		expect(ids(view, { filter: 'nobody' })).toEqual([]);
	});

	it('are windowed, around one on request', async () => {
		const view = await viewOf(TRACE);
		const page = ask(view, 'conflicts', { ...LIST, count: 1, state: 'all', sort: 'file', around: 2 });
		expect([page.from, page.total, page.rows[0]?.id]).toEqual([2, 3, 2]);
	});

	it('that are no more are said to be', async () => {
		expect(answer(await viewOf(TRACE), 'conflict', { id: 9 })).toEqual({
			err: expect.stringContaining('no such conflict'),
		});
	});
});

describe('keys', () => {
	it('are sorted and filtered', async () => {
		const view = await viewOf(TRACE);
		const keys = (query: Partial<AllQueries['keys']['params']>) =>
			ask(view, 'keys', { ...LIST, sort: 'file', ...query }).rows.map(({ key }) => key);
		expect(keys({})).toEqual(['b', 'a']);
		expect(keys({ sort: 'key' })).toEqual(['a', 'b']);
		expect(keys({ sort: 'versions', descending: true })).toEqual(['a', 'b']);
		expect(keys({ filter: 'A' })).toEqual(['a']);
	});
});

describe('what stands at a place', () => {
	it('is its key, its version and its conflict', async () => {
		const view = await viewOf(TRACE);
		expect(ask(view, 'at', { file: 0, line: 2 })).toMatchObject({ key: 'b', conflict: 0 });
		expect(ask(view, 'at', { file: 0, line: 8 })).toEqual({ key: 'b', conflict: 0, version: null });
		expect(ask(view, 'at', { file: 0, line: 99 })).toEqual({ key: null, conflict: null, version: null });
		expect(ask(view, 'at', { file: 7, line: 1 })).toEqual({ key: null, conflict: null, version: null });
	});
});

describe('the next conflict', () => {
	it('is found through all files and round the end', async () => {
		const view = await viewOf(TRACE.slice(0, 2), TRACE.slice(2));
		const step = (file: number, line: number, direction: 1 | -1) => {
			const found = ask(view, 'conflictStep', { file, line, direction });
			return [found?.span.file, found?.span.line, found?.index, found?.total];
		};
		expect(step(0, 0, 1)).toEqual([0, 1, 1, 3]);
		expect(step(0, 1, 1)).toEqual([1, 1, 2, 3]);
		expect(step(1, 1, 1)).toEqual([1, 4, 3, 3]);
		expect(step(1, 4, 1)).toEqual([0, 1, 1, 3]);
		expect(step(1, 4, -1)).toEqual([1, 1, 2, 3]);
		expect(step(0, 1, -1)).toEqual([1, 4, 3, 3]);
	});

	it('is null in a trace without any', async () => {
		expect(ask(await viewOf([]), 'conflictStep', { file: 0, line: 1, direction: 1 })).toBeNull();
	});
});

describe('definitions', () => {
	it('lead from a version to what it resolves, else to those concurrent to it', async () => {
		const view = await viewOf(TRACE);
		const lines = (line: number) => {
			const column = (TRACE[line - 1] as string).indexOf('"key":"') + 7;
			return ask(view, 'definition', { file: 0, line, column })?.targets.map((target) => target.line);
		};
		expect(lines(5)).toEqual([3, 4]);
		expect(lines(1)).toEqual([2]);
		// Line 6 resolves nothing of its own: the conflict before it was resolved by line 5.
		expect(lines(6)).toEqual([7]);
	});
});

describe('a query', () => {
	it('that fails is told, and the worker lives on', async () => {
		const view = await viewOf(TRACE);
		expect(answer(view, 'keys', null)).toEqual({ err: expect.stringContaining('The query keys failed') });
	});

	it('names lines that are no events where they stand', async () => {
		const filler = 'x'.repeat(70_000);
		const view = await viewOf(['nonsense', filler, '{"op":"read","at":"R1","key":"é"}\r', '', 'más']);
		const span = (line: number) => ask(view, 'span', { file: 0, line });
		expect(span(1)).toMatchObject({ start: 0, end: 8 });
		expect(span(3)).toMatchObject({ start: 29, end: 32 });
		expect(span(4)).toMatchObject({ start: 0, end: 0 });
		expect(span(5)).toMatchObject({ start: 0, end: 3 });
		expect(span(6)).toMatchObject({ start: 0, end: 0 });
	});
});

describe('the newest conflict', () => {
	it('is the one that became a conflict last, wherever its first version stands', async () => {
		const put = (at: string, key: string) =>
			JSON.stringify({ op: 'write', at, key, value: 1, vv: { [at]: 1 } });
		const view = await viewOf([put('R1', 'a'), put('R1', 'b'), put('R2', 'b'), put('R2', 'a')]);
		expect(ask(view, 'newestConflict', {})).toMatchObject({ conflict: { key: 'a' }, span: { line: 1 } });
		expect(ask(await viewOf([]), 'newestConflict', {})).toBeNull();
	});
});
