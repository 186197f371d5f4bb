import { describe, expect, it } from 'vitest';
import { generate } from '../../../../src/generate/generate.ts';
import { PRESETS } from '../../../../src/generate/presets.ts';
import { diagnostics } from '../../../../src/session/queries/diagnostics.ts';
import { marks } from '../../../../src/session/queries/marks.ts';
import { ruler } from '../../../../src/session/queries/ruler.ts';
import { viewOf, write } from '../support.ts';

const EVERYTHING = { file: 0, limit: 1e6, severities: {} };

describe('marks', () => {
	const lines = [
		...Array.from({ length: 200 }, (_, i) =>
			write(`R${i % 5}`, `k${i % 7}`, i, { [`R${i % 5}`]: 1 + (i >> 3) }),
		),
		'nonsense {',
		'{"op":"receive","at":"R1","from":"R2","msg":"never sent"}',
		'{"op":"sync","from":"R1","to":"R2"}',
		'{"op":"write","at":"R1"}',
		write('R1', 'k', 1, { R1: 1 }),
		write('R2', 'k', 2, { R2: 1 }),
	];

	it('are what the Problems view lists, in the lines asked for', async () => {
		for (const severities of [{}, { 'conflict-open': 'off', 'counter-regression': 'hint' }] as const) {
			const view = await viewOf(lines);
			const rows = diagnostics(view, { ...EVERYTHING, severities }).rows;
			expect(rows.length).toBeGreaterThan(50);
			for (const [from, to] of [
				[1, 1000],
				[1, 2],
				[100, 150],
				[200, 207],
				[5, 5],
			] as const) {
				const expected = rows
					.filter(({ line }) => line >= from && line < to)
					.map(({ vector: _, ...row }) => row);
				const { rows: found, total } = marks(view, { ...EVERYTHING, severities, from, to });
				expect([found.length, total]).toEqual([expected.length, expected.length]);
				expect(found).toEqual(expect.arrayContaining(expected));
				expect(found.map(({ line }) => line)).toEqual(expected.map(({ line }) => line).sort((a, b) => a - b));
			}
		}
	});

	it('tell once what a trace without messages cannot tell', async () => {
		const view = await viewOf([write('R1', 'k', 1, { R1: 1, R2: 4 }), write('R1', 'k', 1, { R1: 2, R2: 4 })]);
		const claims = marks(view, { ...EVERYTHING, from: 1, to: 9 }).rows.filter(
			({ code }) => code === 'vector-claims-unseen',
		);
		expect(claims.map(({ line }) => line)).toEqual([1]);
	});

	it('give no more than asked for, and tell how many there are', async () => {
		const view = await viewOf(lines);
		const { total } = diagnostics(view, { ...EVERYTHING });
		const found = marks(view, { ...EVERYTHING, from: 1, to: 500, limit: 9 });
		expect([found.rows.length, found.total]).toEqual([9, total]);
	});

	it('of which there are too many are the first ones, whatever their kind', async () => {
		const view = await viewOf(['nonsense {', ...lines]);
		const all = marks(view, { ...EVERYTHING, from: 1, to: 500 }).rows;
		expect(all[0]?.code).not.toMatch(/^conflict/);
		const lineOf = ({ line }: { line: number }) => line;
		for (const limit of [1, 5, 40])
			expect(marks(view, { ...EVERYTHING, from: 1, to: 500, limit }).rows.map(lineOf)).toEqual(
				all.slice(0, limit).map(lineOf),
			);
	});
});

describe('the ruler', () => {
	it('tells how severe the worst finding of a stretch is', async () => {
		const chunks = [...generate({ ...PRESETS['three-datacenters'].options, events: 900 })];
		const text = Buffer.concat(chunks).toString().trimEnd().split('\n');
		const view = await viewOf(text);
		const { rows } = diagnostics(view, EVERYTHING);
		const rank = { error: 4, warning: 3, information: 2, hint: 1 };
		const count = 37;
		const expected = Array.from({ length: count }, () => 0);
		for (const { line, severity } of rows) {
			const at = Math.floor(((line - 1) * count) / text.length);
			expected[at] = Math.max(expected[at] as number, rank[severity]);
		}
		expect(new Set(expected).size).toBeGreaterThan(1);
		expect([...ruler(view, { file: 0, lines: text.length, count, severities: {} })]).toEqual(expected);
	});
});
