import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../src/formats/postgresql/entry.ts';
import { readReport } from '../../../../src/formats/postgresql/readReport.ts';

const PLACE = { line: 1, offset: 0, length: 0, start: 0, end: 0 };

function entry(message: string, detail: string, context = ''): LogEntry {
	return { file: 0, place: PLACE, time: null, severity: 'LOG', message, detail, detailPlace: PLACE, context };
}

const FOUND =
	'CONFLICT: remote UPDATE on relation public.kv (local index kv_pkey). Resolution: apply_remote.';

describe('conflict reports of pglogical', () => {
	it('are read to the last of several texts that look like the end of the row', () => {
		const fake = '} xid=1,origin=0,timestamp=2020-01-01 00:00:00+00; remote tuple {k[text]:x';
		const detail = `existing local tuple {k[text]:a v[text]:${fake}} xid=754,origin=0,timestamp=2026-11-23 08:33:02.087672+00; remote tuple {k[text]:a v[text]:b\nc} in xact origin=1,timestamp=2026-11-23 08:33:02.18773+00,commit_lsn=0/1984C80`;
		const report = readReport(
			entry(
				FOUND,
				detail,
				'apply UPDATE from remote relation public.kv in commit before 0/1984C80, xid 883 committed at 2026-11-23 08:33:02.18773+00 (action #2) from node replorigin 1',
			),
		);
		expect(report).toMatchObject({
			operation: 'update',
			relation: 'public.kv',
			index: 'kv_pkey',
			outcome: 'applied',
			local: { xid: 754, origin: 'local', time: Date.UTC(2026, 10, 23, 8, 33, 2) * 1000 + 87_672 },
			remote: { xid: 883, origin: '1', tuple: { text: 'k[text]:a v[text]:b\nc' } },
		});
		expect(report?.local?.tuple?.text).toBe(`k[text]:a v[text]:${fake}`);
	});

	it('name tables as they are, without the quotes of SQL', () => {
		const detail =
			'remote tuple {k[text]:a} in xact origin=2,timestamp=2026-11-23 08:33:03+00,commit_lsn=0/1';
		const message = FOUND.replace('public.kv', '"My ""App"."KV tab"');
		expect(readReport(entry(message, detail))?.relation).toBe('My "App.KV tab');
	});

	it('of a row that is not there', () => {
		const report = readReport(
			entry(
				'CONFLICT: remote DELETE on relation public.kv replica identity index kv_pkey (tuple not found). Resolution: skip.',
				'remote tuple {k[text]:a v[text]:(null)}* in xact origin=2,timestamp=2026-11-23 08:33:03+05:30,commit_lsn=0/1',
			),
		);
		expect(report).toMatchObject({
			operation: 'delete',
			local: null,
			outcome: 'dropped',
			remote: { origin: '2', xid: null },
		});
	});

	it('of Spock: origins by word', () => {
		const detail =
			'existing local tuple {k[text]:a} xid=7,origin=local,timestamp=2026-11-23 08:33:02+00; remote tuple {k[text]:a} in xact origin=4,timestamp=2026-11-23 08:33:03+00,commit_lsn=1/2';
		expect(readReport(entry(FOUND.replace('apply_remote', 'keep_local'), detail))).toMatchObject({
			local: { origin: 'local' },
			outcome: 'dropped',
		});
	});

	it('that are cut off are none', () => {
		expect(readReport(entry(FOUND, 'existing local tuple {k[text]:a'))).toBeNull();
		expect(readReport(entry('CONFLICT: something else', ''))).toBeNull();
	});
});

describe('conflict reports of PostgreSQL', () => {
	const context =
		'processing remote data for replication origin "pg_16396" during message type "UPDATE" for replication target relation "public.users" in transaction 758, finished at 0/177E1C0';

	it('18: explanation, then values', () => {
		const report = readReport(
			entry(
				'conflict detected on relation "public.users": conflict=update_origin_differs',
				'Updating the row that was modified by a different origin "pg_16399" in transaction 757 at 2026-11-23 08:29:13.311321+00.\nExisting local row (1, u1@x, alice-A); remote row (1, u1@x, alice-B); replica identity (id)=(1).',
				context,
			),
		);
		expect(report).toMatchObject({
			kind: 'update_origin_differs',
			operation: 'update',
			outcome: 'applied',
			local: { xid: 757, origin: 'pg_16399', tuple: { text: '1, u1@x, alice-A' } },
			remote: { xid: 758, origin: 'pg_16396', time: null, tuple: { text: '1, u1@x, alice-B' } },
			identity: { columns: ['id'], values: ['1'] },
		});
	});

	it('19: values inline, and who had deleted the row', () => {
		const report = readReport(
			entry(
				'conflict detected on relation "public.users": conflict=update_deleted',
				'Could not find the row to be updated: remote row (1, x), replica identity (id)=(1).\nThe row to be updated was deleted locally in transaction 800 at 2026-11-23 08:29:13.3+00.',
				context,
			),
		);
		expect(report).toMatchObject({
			outcome: 'dropped',
			local: null,
			deleted: { xid: 800, origin: 'local', time: Date.UTC(2026, 10, 23, 8, 29, 13, 300) * 1000 },
			remote: { tuple: { text: '1, x' } },
		});
	});

	it.each([
		[
			'update_origin_differs',
			'Updating the row that was modified locally in transaction 757 at 2026-11-23 08:29:13.3+00: local row (1, a), remote row (1, b), replica identity (id)=(1).',
		],
		[
			'insert_exists',
			'Could not apply remote change: remote row (1, b).\nKey already exists in unique index "users_pkey", modified locally in transaction 757 at 2026-11-23 08:29:13.3+00: key (id)=(1), local row (1, a).',
		],
	])('19, %s: the row that was there, inline', (kind, detail) => {
		const message = `conflict detected on relation "public.users": conflict=${kind}`;
		expect(readReport(entry(message, detail, context))).toMatchObject({
			local: { xid: 757, origin: 'local', tuple: { text: '1, a' } },
			remote: { xid: 758, tuple: { text: '1, b' } },
			identity: { columns: ['id'], values: ['1'] },
		});
	});

	it('several unique keys: the primary key is the one that counts; older context and "tuple" are read', () => {
		const report = readReport(
			entry(
				'conflict detected on relation "public.users": conflict=multiple_unique_conflicts, resolution=x',
				'Key already exists in unique index "users_email_key", modified in transaction 5.\nKey (email)=(a, b); existing local tuple (9, a, b).\nKey already exists in unique index "users_pkey", modified locally in transaction 6 at 2026-11-23 08:29:13+00.\nKey (id)=(300); existing local tuple (300, q); remote tuple (300, a, b).',
				'processing remote data for replication origin "pg_1" during "INSERT" for replication target relation "public.users" in transaction 9 finished at 0/1',
			),
		);
		expect(report).toMatchObject({
			outcome: 'refused',
			operation: 'insert',
			identity: { columns: ['id'], values: ['300'] },
			remote: { xid: 9 },
		});
	});

	it('of an unknown kind is none', () => {
		expect(readReport(entry('conflict detected on relation "a.b": conflict=brand_new', ''))).toBeNull();
	});
});
