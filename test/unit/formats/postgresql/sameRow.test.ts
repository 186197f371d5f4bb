import { describe, expect, it } from 'vitest';
import { reportOfTexts } from '../../../support/recorded.ts';

type Row = Readonly<Record<string, string | number>>;

const row = (values: Row) =>
	Object.entries(values)
		.map(([name, value]) => `${name}[text]:${value}`)
		.join(' ');

/** A report that a change of `origin` met a local row; both are committed in the same second on their servers. */
function met(
	second: number,
	local: Row,
	xid: number,
	remote: Row,
	index = 'stock_pkey',
	op = 'UPDATE',
): string {
	const at = `2026-11-23 08:33:${String(second).padStart(2, '0')}`;
	return [
		`${at}.900 UTC [9] LOG:  CONFLICT: remote ${op} on relation shop.stock (local index ${index}). Resolution: apply_remote.`,
		`${at}.900 UTC [9] DETAIL:  existing local tuple {${row(local)}} xid=${xid},origin=0,timestamp=${at}.1+00; remote tuple {${row(remote)}} in xact origin=1,timestamp=${at}.2+00,commit_lsn=0/${second}`,
		'',
	].join('\n');
}

const keysOf = async (...reports: string[]) =>
	(await reportOfTexts({ 'n1.log': reports.join('') })).conflicts.map(({ key }) => key).sort();

describe('the primary key of rows whose columns no log names', () => {
	it('is where changes and the rows that they met agree, be it not the first column', async () => {
		const reports = [
			met(1, { qty: 5, sku: 'a', note: 'x' }, 11, { qty: 6, sku: 'a', note: 'x' }),
			met(2, { qty: 5, sku: 'b', note: 'y' }, 12, { qty: 7, sku: 'b', note: 'z' }),
		];
		expect(await keysOf(...reports)).toEqual(['shop.stock:a', 'shop.stock:b']);
	});

	it('is of as many of these columns as it takes to tell the rows apart', async () => {
		const reports = ['1', '2', '3', '4'].map((no, i) =>
			met(i + 1, { shop: i % 2, no: i >> 1, qty: 1 }, 20 + i, { shop: i % 2, no: i >> 1, qty: no }),
		);
		expect(await keysOf(...reports)).toEqual([
			'shop.stock:0/0',
			'shop.stock:0/1',
			'shop.stock:1/0',
			'shop.stock:1/1',
		]);
	});

	it('is not learnt from an insert that met another row by another unique index', async () => {
		const reports = [
			met(
				1,
				{ sku: 'a', name: 'n', qty: 1 },
				31,
				{ sku: 'b', name: 'n', qty: 1 },
				'stock_name_key',
				'INSERT',
			),
			met(2, { sku: 'c', name: 'm', qty: 1 }, 32, { sku: 'c', name: 'o', qty: 2 }),
		];
		expect(await keysOf(...reports)).toContain('shop.stock:c');
	});
});
