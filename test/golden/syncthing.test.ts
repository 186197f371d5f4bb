import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { excerpt, hasRecordings, recorded, reportOn, texts } from '../support/imported.ts';

describe.skipIf(!hasRecordings)('the recorded cluster', () => {
	const truth = () => JSON.parse(readFileSync(recorded('syncthing', /^truth.json$/)[0] as string, 'utf8'));

	test.each([
		['records of files', /^db-file/],
		['everything', /\.(jsonl?|log)$/],
	])('%s: versions, concurrent pairs and what won', async (_, pattern) => {
		const { counts, conflictingKeys, keys, writes, final } = truth();
		const { trace, summary, conflicts } = await reportOn(recorded('syncthing', pattern));
		expect(trace).toMatchObject({ format: 'syncthing', versions: counts.writes, keys: counts.files });
		expect(summary.conflictPairs).toBe(counts.concurrentPairsByVector);
		expect(new Set(conflicts.map(({ key }) => key))).toEqual(new Set(conflictingKeys));
		expect(summary.conflictsResolved).toBe(counts.resolved);
		expect(new Set(trace.replicas)).toEqual(new Set(['n1', 'n2', 'n3']));
		const vectorOf = new Map(
			writes.map((write: { id: string; vector: string[] }) => [write.id, write.vector.join(',')]),
		);
		const pairs = keys.flatMap((key: { concurrentPairsByVector: string[][] }) =>
			key.concurrentPairsByVector.flat(),
		);
		const inConflict = conflicts.flatMap(({ versions }) => versions.map(({ native }) => native));
		expect(new Set(inConflict)).toEqual(new Set(pairs.map((id: string) => vectorOf.get(id))));
		// Where the version that all nodes end with is in a conflict, it is the one that won it.
		const inOne = conflicts.flatMap(({ key, versions, winner }) => {
			// Equal contents have several writes: all of them stand for what all nodes end with.
			const last = (final.n1[key]?.write ?? []).map((id: string) => vectorOf.get(id));
			return versions.some(({ native }) => last.includes(native))
				? [{ key, last, winner: winner?.native }]
				: [];
		});
		expect(inOne.length).toBeGreaterThan(10);
		for (const { key, last, winner } of inOne)
			expect([key, last]).toEqual([key, expect.arrayContaining([winner])]);
	});

	test('events alone: no conflict is missed, and none is called proven', async () => {
		const { conflicts, trace } = await reportOn(recorded('syncthing', /^events-disk/));
		expect(new Set(conflicts.map(({ key }) => key))).toEqual(new Set(truth().conflictingKeys));
		expect(new Set(conflicts.map(({ certainty }) => certainty))).toEqual(new Set(['possible']));
		expect(trace.versions).toBe(truth().counts.writes);
	});
});

test('an excerpt', async () => {
	const { summary, trace, conflicts } = await reportOn(excerpt('syncthing', /^db-file/));
	expect(trace).toMatchObject({ format: 'syncthing', versions: 29, keys: 5 });
	expect(summary).toMatchObject({ conflictPairs: 15, conflicts: 6, keysInConflict: 5 });
	expect(conflicts.every(({ certainty, winner }) => certainty === 'proven' && winner !== null)).toBe(true);
});

const record = (node: string, name: string, version: string[], modified: string, more: object = {}) =>
	JSON.stringify({
		node,
		time: modified,
		body: {
			local: { name, version, modified, modifiedBy: version.at(-1)?.slice(0, 7), deleted: false, ...more },
		},
	});

test('two copies of one name made by two nodes: one content is kept nowhere', async () => {
	const copy = 'a.sync-conflict-20260101-000000-CCCCCCC.txt';
	const lines = [
		record('n1', 'a.txt', ['AAAAAAA:10'], '2026-01-01T00:00:01Z'),
		record('n2', 'a.txt', ['BBBBBBB:11'], '2026-01-01T00:00:02Z'),
		record('n3', 'a.txt', ['CCCCCCC:12'], '2026-01-01T00:00:03Z'),
		record('n1', copy, ['AAAAAAA:20'], '2026-01-01T00:00:01Z'),
		record('n2', copy, ['BBBBBBB:20'], '2026-01-01T00:00:02Z'),
	];
	const { findings, conflicts } = await reportOn(texts({ 'db.jsonl': `${lines.join('\n')}\n` }));
	expect(findings.filter(({ code }) => code === 'write-vanished')).toMatchObject([{ line: 4 }]);
	expect(conflicts).toMatchObject([{ key: 'a.txt', pairs: 3, winner: { native: 'CCCCCCC:12' } }]);
});

test('a vector that was dropped: counters say more than vectors, and vectors count', async () => {
	const lines = [
		record('n1', 'a', ['AAAAAAA:10', 'CCCCCCC:9'], '2026-01-01T00:00:01Z', { modifiedBy: 'AAAAAAA' }),
		record('n2', 'a', ['BBBBBBB:11'], '2026-01-01T00:00:02Z'),
		record('n1', 'a', ['BBBBBBB:11', 'AAAAAAA:12'], '2026-01-01T00:00:03Z'),
	];
	const { summary } = await reportOn(texts({ 'db.jsonl': `${lines.join('\n')}\n` }));
	expect(summary.conflictPairs).toBe(2);
});

test('plain answers without times, node after node: devices stay apart, whichever file comes first', async () => {
	const entry = (name: string, version: string[]) =>
		JSON.stringify({ local: { name, version, modifiedBy: version.at(-1)?.slice(0, 7), deleted: false } });
	const shared = [entry('b', ['AAAAAAA:5']), entry('c', ['BBBBBBB:6']), entry('d', ['BBBBBBB:7'])];
	const pc = [...shared, entry('a', ['AAAAAAA:10']), entry('e', ['AAAAAAA:12'])];
	const nas = [...shared, entry('a', ['BBBBBBB:11']), entry('e', ['BBBBBBB:12'])];
	const files = { 'db-pc.jsonl': pc.join('\n'), 'db-nas.jsonl': nas.join('\n') };
	for (const order of [Object.entries(files), Object.entries(files).reverse()]) {
		const { trace, conflicts } = await reportOn(texts(Object.fromEntries(order)));
		expect(conflicts.map(({ key, pairs }) => [key, pairs]).sort()).toEqual([
			['a', 1],
			['e', 1],
		]);
		expect(new Set(trace.replicas)).toEqual(new Set(['pc', 'nas']));
	}
});

test('devices of one name are two', async () => {
	const named = (device: string) => ({ deviceID: `${device}-X`, name: 'laptop' });
	const lines = [
		JSON.stringify({ devices: [named('AAAAAAA'), named('BBBBBBB')] }),
		record('x', 'a', ['AAAAAAA:10'], '2026-01-01T00:00:01Z'),
		record('y', 'a', ['BBBBBBB:11'], '2026-01-01T00:00:02Z'),
	];
	const { conflicts } = await reportOn(texts({ 'db.jsonl': lines.join('\n') }));
	expect(conflicts.map(({ versions }) => versions.map(({ replica }) => replica))).toEqual([
		['laptop', 'laptop (BBBBBBB)'],
	]);
});

test('a copy of which only the removal was recorded, and one whose time was told in another zone', async () => {
	const copy = (winner: string) => `a.sync-conflict-20260101-000000-${winner}.txt`;
	const lines = [
		record('n1', 'a.txt', ['AAAAAAA:10'], '2026-01-01T00:00:01.5Z'),
		record('n2', 'a.txt', ['BBBBBBB:11'], '2026-01-01T00:00:02Z'),
		record('n2', copy('BBBBBBB'), ['BBBBBBB:20'], '2026-01-01T02:00:01.500+02:00'),
		record('n2', copy('BBBBBBB'), ['BBBBBBB:21'], '2026-01-01T00:00:09Z', { deleted: true }),
		record('n2', copy('CCCCCCC'), ['BBBBBBB:22'], '2026-01-01T00:00:09Z', { deleted: true }),
	];
	const { conflicts, findings } = await reportOn(texts({ 'db.jsonl': lines.join('\n') }));
	expect(conflicts).toMatchObject([{ key: 'a.txt', resolved: true }]);
	expect(findings.filter(({ code }) => code === 'write-vanished')).toEqual([]);
});
