import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { excerpt, hasRecordings, otherFindings, recorded, reportOn, texts } from '../support/imported.ts';

interface Attempt {
	result: string;
	wsrep_seqno: number;
	writes: { table: string; key: string | number }[];
}

describe.skipIf(!hasRecordings)('the recorded clusters', () => {
	/** What logs tell: the winner's seqno and row of every conflict that has a line in a log. */
	function truthOf(run: string) {
		const truth = JSON.parse(readFileSync(recorded(`galera/${run}`, /^truth.json$/)[0] as string, 'utf8'));
		const attempts = truth.attempts as Attempt[];
		const logged = (truth.conflicts as { log_lines: string[]; attempts: number[] }[]).filter(
			({ log_lines }) => log_lines.length > 0,
		);
		const winners = logged.flatMap((conflict) => {
			const committed = conflict.attempts
				.map((number) => attempts[number] as Attempt)
				.filter(({ result }) => result === 'committed')
				.sort((a, b) => a.wsrep_seqno - b.wsrep_seqno);
			const [winner] = committed as [Attempt];
			return winner.writes.map(({ table, key }) => `seqno ${winner.wsrep_seqno} ${table}:${key}`);
		});
		const split = (truth.conflicts as { outcome: string; keys: string[] }[])
			.filter(({ outcome }) => outcome === 'both committed, diverged')
			.flatMap(({ keys }) => keys);
		return {
			winners: new Set(winners),
			split: new Set(split),
			lines: truth.crosscheck.conflict_log_lines as number,
		};
	}

	test.each(['g2', 'g3', 'split'])(
		'%s: every refused transaction with the row and the winner',
		async (run) => {
			const { winners, split, lines } = truthOf(run);
			const report = await reportOn(recorded(`galera/${run}`, /error\.log$|vv\.txt$/));
			expect(report.trace.format).toBe('galera');
			expect(report.system?.conflictReports).toBe(lines);
			const settled = report.conflicts.filter(({ winner }) => winner !== null);
			expect(new Set(settled.map(({ key, winner }) => `${winner?.native} ${key}`))).toEqual(winners);
			expect(settled.every(({ resolved }) => resolved)).toBe(true);
			// A cluster that fell apart: both parts kept their own.
			const apart = report.conflicts.filter(({ winner }) => winner === null);
			expect(new Set(apart.map(({ key }) => key))).toEqual(split);
			expect(apart.every(({ certainty, resolved }) => certainty === 'proven' && !resolved)).toBe(true);
		},
	);

	test.each(['g2', 'g3', 'split'])('%s: error logs alone', async (run) => {
		const { winners } = truthOf(run);
		const { conflicts } = await reportOn(recorded(`galera/${run}`, /error\.log$/));
		const found = new Set(conflicts.map(({ key, winner }) => `${winner?.native} ${key}`));
		expect(conflicts.length).toBe(winners.size);
		// Where no statement is in any log, only the hash of the key is known.
		for (const one of found) if (!one.includes('FLAT')) expect(winners).toContain(one);
		expect(found.size).toBe(winners.size);
	});
});

test('an excerpt', async () => {
	const { summary, system, conflicts } = await reportOn(excerpt('galera'));
	expect(summary).toMatchObject({ conflicts: 13, conflictsOpen: 0 });
	expect(system).toEqual({ conflictReports: 22, certificationFailures: 10, bruteForceAborts: 12 });
	expect(new Set(conflicts.map(({ certainty }) => certainty))).toEqual(new Set(['proven', 'reported']));
});

test('bytes that are no text, statements on several lines, an abort that is cut off', async () => {
	const line = (text: string) => `2026-01-01  8:00:00 2 [Note] WSREP: ${text}\n`;
	const abort = (seqno: string, sql: string) =>
		line('cluster conflict due to high priority abort for threads:') +
		line('Winning thread: ') +
		`   THD: 2, mode: high priority, state: exec, conflict: executing, seqno: ${seqno}\n   SQL: ${sql}\n` +
		line('Victim thread: ') +
		'   THD: 11, mode: local, state: idle, conflict: executing, seqno: -1\n   SQL: NULL\n' +
		line('context: x.cc:1');
	const text = new TextEncoder().encode(
		abort('7', "UPDATE kv SET val='a\nb' WHERE k='it\\'s'") +
			abort('8', 'DELETE FROM `app`.`kv` WHERE id=5') +
			line('cluster conflict due to high priority abort for threads:') +
			line('something else'),
	);
	const bytes = Uint8Array.from([...text.subarray(0, 200), 0xff, 0xfe, ...text.subarray(200)]);
	const report = await reportOn(texts({ 'n1.error.log': bytes, 'n2.error.log': '' }), {
		from: 'galera',
	});
	expect(report.conflicts.map(({ key }) => key)).toEqual(["kv:it's", 'kv:5']);
	expect(otherFindings(report)).toEqual([['malformed-line', 18]]);
});

test('a log that begins with a torn line and the words of a script; an abort whose every line is an entry', async () => {
	const line = (text: string) => `2026-01-01T08:00:00.123456Z 2 [Note] [MY-000000] [Galera] ${text}\n`;
	const mariadb = (text: string) => `2026-01-01  8:00:00 2 [Note] WSREP: ${text}\n`;
	const abort = (entry: typeof line, seqno: number, key: string) =>
		[
			'cluster conflict due to high priority abort for threads:',
			'Winning thread: ',
			`   THD: 2, mode: high priority, state: exec, conflict: executing, seqno: ${seqno}`,
			`   SQL: UPDATE kv SET val='a' WHERE k='${key}'`,
			'Victim thread: ',
			'   THD: 11, mode: local, state: idle, conflict: executing, seqno: -1',
			'   SQL: NULL',
			'context: x.cc:1',
		]
			.map(entry)
			.join('');
	const log = `t of a statement\n260101 08:00:00 mysqld_safe Starting mariadbd\n${abort(line, 7, 'x')}${abort(mariadb, 8, 'y')}`;
	const report = await reportOn(texts({ 'n1.error.log': log }));
	expect(report.trace.format).toBe('galera');
	expect(report.conflicts.map(({ key }) => key)).toEqual(['kv:x', 'kv:y']);
	expect(otherFindings(report)).toEqual([]);
});
