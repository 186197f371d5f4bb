import { describe, expect, test } from 'vitest';
import type { DiagramScope } from '../../../../src/report/model.ts';
import { sequenceDiagram } from '../../../../src/report/sequence/diagram.ts';
import { EXAMPLE, shownOf, shownOfFiles, sync, write } from '../../../support/shown.ts';
import { receive, send, WHOLE } from './drawn.ts';

describe('pages', () => {
	const lines = Array.from({ length: 25 }, (_, i) => sync(i % 2 === 0 ? 'A' : 'B', i % 2 === 0 ? 'B' : 'A'));

	test('hold so many events each; numbers go on', () => {
		const shown = shownOf(lines);
		const last = sequenceDiagram(shown, WHOLE, 2, 10);
		expect(last).toMatchObject({ page: 2, pages: 3 });
		expect(last.source).toContain('    autonumber 21 1\n');
		expect(last.statements.map((place) => place?.line)).toEqual([undefined, 21, 22, 23, 24, 25]);
		expect(sequenceDiagram(shown, WHOLE, 99, 10)).toEqual(last);
		expect(sequenceDiagram(shown, WHOLE, 0, 10).source).toContain('    autonumber\n');
	});

	test('are never larger than mermaid can bear', () => {
		const many = Array.from({ length: 1000 }, () => sync('A', 'B'));
		expect(sequenceDiagram(shownOf(many), WHOLE, 0, 1e9).pages).toBe(3);
	});
});

test('statements are numbered as mermaid does, notes included and participants not', () => {
	expect(sequenceDiagram(shownOf(EXAMPLE), WHOLE).statements.map((place) => place?.line ?? null)).toEqual([
		null,
		2,
		2,
		3,
		3,
		4,
		5,
		5,
	]);
});

test('a range is of one file; of several files the whole trace is drawn', () => {
	const shown = shownOfFiles([
		['a', [send('A', 'B', 'm')]],
		['b', [receive('B', 'A', 'm'), sync('B', 'A')]],
	]);
	expect(sequenceDiagram(shown, { kind: 'range', file: 1, from: 2, to: 2 }).statements.slice(1)).toEqual([
		{ file: 1, line: 2 },
	]);
	expect(sequenceDiagram(shown, WHOLE).statements.slice(1)).toEqual([
		{ file: 1, line: 1 },
		{ file: 1, line: 2 },
	]);
});

test('a range may have lines of several files', () => {
	const shown = shownOfFiles([
		['a', [write('A', 'k', 1), send('A', 'B', 'm'), write('A', 'k', 2)]],
		['b', [write('B', 'k', 3), receive('B', 'A', 'm'), write('B', 'k', 4)]],
		['c', [write('C', 'k', 5)]],
	]);
	const placesOf = (scope: DiagramScope) =>
		sequenceDiagram(shown, scope)
			.statements.flatMap((statement) => (statement === null ? [] : [`${statement.file}:${statement.line}`]))
			.toSorted();
	const first = { kind: 'range', file: 1, from: 2, to: 3 } as const;
	// The send is drawn where it arrives; nothing else of the file is.
	expect(placesOf({ ...first, also: [{ file: 0, from: 2, to: 2 }] })).toEqual(placesOf(first));
	const also = [
		{ file: 0, from: 3, to: 3 },
		{ file: 2, from: 1, to: 1 },
	];
	expect(new Set(placesOf({ ...first, also }))).toEqual(new Set([...placesOf(first), '0:3', '2:1']));
	expect(sequenceDiagram(shown, { ...first, also }).title).toBe(
		'Lines 2 to 3 of b and lines of 2 more files',
	);
	expect(() => sequenceDiagram(shown, { ...first, also: [{ file: 3, from: 1, to: 1 }] })).toThrow(RangeError);
});

test('what the trace does not have is an error', () => {
	const shown = shownOf(EXAMPLE);
	expect(() => sequenceDiagram(shown, { kind: 'conflict', conflict: 1 })).toThrow(RangeError);
	expect(() => sequenceDiagram(shown, { kind: 'key', key: 'nope' })).toThrow(RangeError);
	expect(() => sequenceDiagram(shown, { kind: 'range', file: 1, from: 1, to: 1 })).toThrow(RangeError);
});
