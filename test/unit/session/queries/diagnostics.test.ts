import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../../../src/session/queries/diagnostics.ts';
import { viewOf, write } from '../support.ts';

const all = { file: 0, limit: 1000, severities: {} };

describe('diagnostics', () => {
	it('of a file in a trace of several lead into the others', async () => {
		const view = await viewOf([write('R1', 'k', 1, { R1: 1 })], [write('R2', 'k', 2, { R2: 1 })]);
		const [row] = diagnostics(view, { ...all, file: 1 }).rows;
		expect(row).toMatchObject({ file: 1, line: 1, code: 'conflict-open' });
		expect(row?.related.map(({ file, line }) => [file, line])).toEqual([[0, 1]]);
	});

	it('come by severity as it is set, then by line', async () => {
		const view = await viewOf([
			write('R1', 'k', 1, { R1: 1 }),
			write('R2', 'k', 2, { R2: 1 }),
			'{"op":"sync","from":"R1","to":"R2"}',
			'nonsense',
		]);
		const codes = (severities: Parameters<typeof diagnostics>[1]['severities']) =>
			diagnostics(view, { ...all, severities }).rows.map(
				({ line, code, severity }) => `${severity} ${line} ${code}`,
			);
		expect(codes({})).toEqual(['error 1 conflict-open', 'error 2 conflict-open', 'error 4 malformed-line']);
		expect(codes({ 'conflict-open': 'hint' })).toEqual([
			'error 4 malformed-line',
			'hint 1 conflict-open',
			'hint 2 conflict-open',
		]);
		expect(codes({ 'conflict-open': 'off' })).toEqual(['error 4 malformed-line']);
	});

	it('count all and give no more than asked for', async () => {
		const view = await viewOf(Array.from({ length: 50 }, (_, i) => write(`R${i}`, 'k', i, { [`R${i}`]: 1 })));
		const { rows, total } = diagnostics(view, { ...all, limit: 7 });
		expect([rows.length, total]).toEqual([7, 50]);
		expect(rows[0]?.related.at(-1)?.message).toMatch(/^… and 39 more concurrent versions;/);
		expect(rows[0]?.message).toContain('without knowledge of 49 other versions');
	});

	it('on what is only possible are warnings at most, and say so', async () => {
		const lost = (at: string, value: number) => [
			JSON.stringify({ op: 'write', at, key: 'k', value }),
			JSON.stringify({ op: 'receive', at, from: 'R9', msg: `lost ${at}` }),
		];
		const view = await viewOf([...lost('R1', 1), ...lost('R2', 2)]);
		const conflicts = (severities: Parameters<typeof diagnostics>[1]['severities']) =>
			diagnostics(view, { ...all, severities })
				.rows.filter(({ code }) => code === 'conflict-open')
				.map(({ severity, message }) => `${severity} ${message.split(',')[0]}`);
		const warnings = ['warning Possible conflict on key "k"', 'warning Possible conflict on key "k"'];
		expect(conflicts({})).toEqual(warnings);
		expect(conflicts({ 'conflict-open': 'error' })).toEqual(warnings);
		expect(conflicts({ 'conflict-open': 'hint' })[0]).toMatch(/^hint /);
	});

	it('stand on what is wrong', async () => {
		const lines = [
			'{"op":"header","replicas":{"R1":{}}}',
			'{"op":"receive","at":"R1","from":"R1","msg":"m"}',
			'{"op":"write","at":"Rx","key":"k","value":1,"vv":{"Rx":2}}',
		];
		const view = await viewOf(lines);
		const marked = diagnostics(view, all).rows.map(
			({ line, code, start, end }) => `${code} ${(lines[line - 1] as string).slice(start, end)}`,
		);
		expect(marked.toSorted()).toEqual([
			'counter-gap {"Rx":2}',
			'receive-without-send "m"',
			'unknown-replica "Rx"',
		]);
	});
});
