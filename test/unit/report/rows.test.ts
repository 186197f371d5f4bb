import { describe, expect, test } from 'vitest';
import { conflictRow } from '../../../src/report/conflictRow.ts';
import { FindingOrder } from '../../../src/report/findingOrder.ts';
import { keyHistory } from '../../../src/report/keyHistory.ts';
import { keyConflicts, keyRow, mostConflicting } from '../../../src/report/keyRows.ts';
import { summary } from '../../../src/report/summary.ts';
import { versionOfEvent, versionRow } from '../../../src/report/versionRow.ts';
import { EXAMPLE, shownOf, shownOfFiles, sync, write } from '../../support/shown.ts';
import { STATUS_CONFLICT } from '../../support/statusConflict.ts';

describe('a version', () => {
	test('has its place, dot, value and vector', () => {
		expect(versionRow(shownOf(EXAMPLE), 1)).toEqual({
			id: 1,
			file: 0,
			line: 3,
			key: 'status',
			replica: 'R2',
			counter: 1,
			native: null,
			op: 'write',
			value: '"completed"',
			valueCut: false,
			ts: null,
			client: 'User B',
			vector: [['R2', 1]],
			conflict: 0,
			excluded: false,
		});
	});

	test('keeps numbers as they stand in the file, and says where a long value is cut', () => {
		const shown = shownOf([
			'{"op":"write","at":"R1","key":"k","value":12345678901234567890.10,"vv":{"R1":1},"ts":1.5}',
			write('R1', 'k', '日'.repeat(1000), { R1: 2 }),
			{ op: 'delete', at: 'R1', key: 'k', vv: { R1: 3 } },
		]);
		expect(versionRow(shown, 0)).toMatchObject({
			value: '12345678901234567890.10',
			valueCut: false,
			ts: 1.5,
		});
		expect(versionRow(shown, 1)).toMatchObject({ value: `"${'日'.repeat(398)}…`, valueCut: true });
		expect(versionRow(shown, 2)).toMatchObject({ value: null, valueCut: false, op: 'delete' });
	});

	test('has no value where the file has become too short', () => {
		const { analysis } = shownOf(EXAMPLE);
		const gone = { read: () => new Uint8Array(0) };
		expect(versionRow({ analysis, source: gone }, 0).value).toBeNull();
	});

	test('is found by its event', () => {
		const { analysis } = shownOf([sync('R1', 'R2'), ...EXAMPLE.slice(1)]);
		expect(versionOfEvent(analysis, 2)).toBe(1);
		expect(versionOfEvent(analysis, 0)).toBe(-1);
	});

	test('may be of a replica that is called __proto__', () => {
		const shown = shownOf([
			'{"op":"write","at":"__proto__","key":"constructor","value":1,"vv":{"__proto__":1}}',
		]);
		expect(versionRow(shown, 0)).toMatchObject({
			replica: '__proto__',
			key: 'constructor',
			vector: [['__proto__', 1]],
		});
	});
});

test('a conflict lists its versions in file order, where it was detected and what resolved it', () => {
	const resolved = shownOf([
		write('R2', 'k', 2, { R2: 1 }),
		write('R1', 'k', 1, { R1: 1 }),
		sync('R2', 'R1'),
		write('R1', 'k', 3, { R1: 2, R2: 1 }),
	]);
	expect(conflictRow(resolved, 0)).toMatchObject({
		id: 0,
		key: 'k',
		certainty: 'proven',
		pairs: 1,
		versionCount: 2,
		detected: { file: 0, line: 3, replica: 'R1' },
		resolved: true,
		resolverCount: 1,
	});
	const row = conflictRow(resolved, 0, 1);
	expect(row.versions.map(({ line }) => line)).toEqual([1]);
	expect(row.versionCount).toBe(2);
	expect(row.resolvedBy.map(({ line }) => line)).toEqual([4]);
	expect(conflictRow(shownOf(EXAMPLE.slice(0, 3)), 0)).toMatchObject({
		detected: null,
		resolved: false,
		resolvedBy: [],
	});
});

test('keys are told with their conflicts', () => {
	const shown = shownOf([
		write('R1', 'quiet', 1, { R1: 1 }),
		write('R1', 'k', 1, { R1: 1 }),
		write('R2', 'k', 1, { R2: 1 }),
		write('R2', 'k', 1, { R1: 1, R2: 2 }),
		write('R1', 'k', 1, { R1: 2, R2: 1 }),
		{ op: 'read', at: 'R1', key: 'only read' },
	]);
	const figures = keyConflicts(shown);
	expect(keyRow(shown, figures, 1)).toEqual({
		key: 'k',
		versions: 4,
		conflicts: 2,
		open: 1,
		siblings: 2,
		first: { file: 0, line: 2 },
	});
	expect(mostConflicting(shown, figures, 5).map(({ key }) => key)).toEqual(['k']);
});

describe('the history of a key', () => {
	// a: R1:1; b: R2:1 after a; c: R1:2 after a; d: R1:3 after b and c.
	const shown = shownOf([
		write('R1', 'k', 'a', { R1: 1 }),
		write('R2', 'k', 'b', { R1: 1, R2: 1 }),
		write('R1', 'k', 'c', { R1: 2 }),
		write('R1', 'k', 'd', { R1: 3, R2: 1 }),
	]);

	test('tells what each version saw directly, and how it stands to another one', () => {
		const history = keyHistory(shown, 0, { from: 0, count: 10, compareWith: 2 });
		expect(history).toMatchObject({ key: 'k', total: 4, from: 0, replicas: ['R1', 'R2'] });
		expect(history.rows.map(({ value }) => value)).toEqual(['"a"', '"b"', '"c"', '"d"']);
		expect(history.parents).toEqual([[], [0], [0], [1, 2]]);
		expect(history.relations).toEqual(['before', 'concurrent', 'same', 'after']);
		expect(keyHistory(shown, 0, { from: 0, count: 1 }).relations).toBeNull();
	});

	test('comes in windows, moved so that a given version is inside', () => {
		const from = (window: { from: number; count: number; around?: number }) =>
			keyHistory(shown, 0, window).from;
		expect(from({ from: 2, count: 2 })).toBe(2);
		expect(from({ from: 9, count: 2 })).toBe(2);
		expect(from({ from: 0, count: 2, around: 3 })).toBe(2);
		expect(from({ from: 0, count: 2, around: 1 })).toBe(0);
		expect(keyHistory(shown, 0, { from: 0, count: 0 }).rows).toEqual([]);
	});
});

describe('the summary', () => {
	const notes = (lines: (string | object)[], causality?: 'recorded' | 'derived') => {
		const shown = shownOf(lines, causality);
		return summary(shown, new FindingOrder(shown)).notes.join('\n');
	};

	test('counts', () => {
		const shown = shownOfFiles([
			['a', EXAMPLE],
			['b', ['{', '', write('R1', 'other', 1, { R1: 1 })]],
		]);
		expect(summary(shown, new FindingOrder(shown))).toMatchObject({
			files: [
				{ name: 'a', events: 4, lines: 5, skipped: [] },
				{ name: 'b', events: 1, lines: 3, skipped: [['malformed-line', 1]] },
			],
			format: 'native',
			causality: 'recorded',
			events: 5,
			versions: 3,
			keys: 2,
			replicas: [
				{ id: 'R1', name: 'Replica 1' },
				{ id: 'R2', name: 'Replica 2' },
			],
			...STATUS_CONFLICT.summary,
			findings: [
				['conflict-open', 1],
				['malformed-line', 1],
			],
		});
	});

	test('says what the figures rest on, and what is left out', () => {
		expect(notes(EXAMPLE)).toContain('the one that the versions record');
		expect(notes([...EXAMPLE, '{'])).toContain('1 line could not be read as an event and is left out');
		expect(notes([])).toBe('The trace has no events.');
		expect(notes(['{'])).toContain('1 line could not be read');
		expect(notes([sync('R1', 'R2')])).toContain('no writes');
		expect(notes([write('R1', 'k', 1), sync('R1', 'R2')])).toContain('since the versions record no vectors');
		expect(notes([write('R1', 'k', 1)])).toContain('The trace has no messages');
		expect(notes(EXAMPLE, 'derived')).toContain('although some versions record vectors');
		expect(notes([...EXAMPLE, write('R1', 'k', 1)], 'recorded')).toContain('1 version of 3 is left out');
	});
});
