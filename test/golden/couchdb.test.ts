import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { membersOf } from '../../src/analysis/conflicts.ts';
import {
	excerpt,
	hasRecordings,
	otherFindings,
	recorded,
	reportOn,
	texts,
	withImported,
} from '../support/imported.ts';

interface Truth {
	writes: { id: string; rev: string }[];
	keys: {
		key: string;
		concurrentPairsByRevTree: [string, string][];
		inConflictAtEnd: boolean;
		finalRev: string | null;
	}[];
}

/** All concurrent pairs, one by one: key and revs. */
function pairsIn(files: string[]): Promise<string[]> {
	return withImported(files, ({ analysis: { trace, versions, conflicts } }) => {
		const nativeOf = (version: number) =>
			trace.imported?.nativeOf(versions.event[version] as number) as string;
		return Array.from({ length: conflicts.count }, (_, conflict) => {
			const members = [...membersOf(conflicts, conflict)];
			return members.flatMap((v) =>
				members
					.filter((w) => w < v && versions.concurrent(v, w))
					.map((w) =>
						[trace.keys.text(conflicts.key[conflict] as number), ...[nativeOf(v), nativeOf(w)].sort()].join(
							' ',
						),
					),
			);
		}).flat();
	});
}

describe.skipIf(!hasRecordings)('the recorded databases', () => {
	const truth = (): Truth =>
		JSON.parse(readFileSync(recorded('pouchdb', /^truth.json$/)[0] as string, 'utf8'));

	/** Writes that got the same rev are one version: nothing tells them apart. */
	function expected({ writes, keys }: Truth) {
		const revOf = new Map(writes.map(({ id, rev }) => [id, rev]));
		const pairs = keys.flatMap(({ key, concurrentPairsByRevTree }) =>
			concurrentPairsByRevTree
				.map((pair) => pair.map((id) => revOf.get(id) as string).sort())
				.filter(([a, b]) => a !== b)
				.map(([a, b]) => `${key} ${a} ${b}`),
		);
		return {
			all: new Set(pairs),
			pairs: new Set(pairs).size,
			keys: new Set(pairs.map((pair) => pair.split(' ')[0])),
			open: new Set(keys.filter((key) => key.inConflictAtEnd).map(({ key }) => key)),
			final: new Map(keys.map(({ key, finalRev }) => [key, finalRev])),
		};
	}

	test.each([
		['everything', /\.jsonl?$/, true],
		['open revisions', /^open-revs/, true],
		['the last changes', /^changes-final/, false],
		['the last changes of one database', /^changes-final-beta/, false],
		['live feeds', /^changes-live/, false],
	])('%s: conflicting documents, open ones and winners', async (_, pattern, hasAncestry) => {
		const { all, pairs, keys, open, final } = expected(truth());
		const { conflicts, summary, trace } = await reportOn(recorded('pouchdb', pattern));
		expect(trace.format).toBe('couchdb');
		expect(new Set(conflicts.map(({ key }) => key))).toEqual(keys);
		expect(new Set(conflicts.filter(({ resolved }) => !resolved).map(({ key }) => key))).toEqual(open);
		const claimed = await pairsIn(recorded('pouchdb', pattern));
		for (const pair of claimed) expect(all).toContain(pair);
		// Without _revisions only leaves are known to be concurrent, and none is that is not.
		if (hasAncestry) expect(summary.conflictPairs).toBe(pairs);
		else expect(summary.conflictPairs).toBeLessThanOrEqual(pairs);
		if (summary.conflicts > keys.size) return;
		for (const { key, winner } of conflicts) {
			const finalRev = final.get(key);
			if (finalRev !== null) expect([key, winner?.native]).toEqual([key, finalRev]);
			else expect(winner?.op).toBe('delete');
		}
	});
});

test('an excerpt', async () => {
	const { summary, trace } = await reportOn(excerpt('couchdb'));
	expect(trace).toMatchObject({
		format: 'couchdb',
		versions: 25,
		keys: 6,
		replicas: ['alpha', 'beta', 'gamma'],
	});
	expect(summary).toMatchObject({ conflictPairs: 16, conflicts: 5, keysInConflict: 5 });
});

describe('the shapes', () => {
	const openRevs = (...docs: object[]) => JSON.stringify(docs.map((ok) => ({ ok })));
	const doc = (rev: string, ids: string[], more: object = {}) => ({
		_id: 'd',
		_rev: rev,
		_revisions: { start: Number.parseInt(rev, 10), ids },
		...more,
	});

	test('the winner: not deleted, then the higher generation as a number, then the id', async () => {
		const winnerOf = async (...docs: object[]) =>
			(await reportOn(texts({ 'x.json': openRevs(...docs) }), { from: 'couchdb' })).conflicts[0]?.winner
				?.native;
		expect(await winnerOf(doc('2-b', ['b', 'r']), doc('2-a', ['a', 'r']))).toBe('2-b');
		const long = Array.from({ length: 9 }, (_, i) => `x${i}`);
		expect(await winnerOf(doc('10-a', ['a', ...long]), doc('2-b', ['b', long.at(-1) as string]))).toBe(
			'10-a',
		);
		expect(await winnerOf(doc('2-b', ['b', 'r'], { _deleted: true }), doc('2-a', ['a', 'r']))).toBe('2-a');
	});

	test('a branch that ends in a tombstone resolves the conflict', async () => {
		const text = openRevs(doc('3-x', ['x', 'b', 'r'], { _deleted: true }), doc('2-a', ['a', 'r'], { n: 1 }));
		const { conflicts } = await reportOn(texts({ 'x.json': text }));
		expect(conflicts).toMatchObject([
			{ key: 'd', resolved: true, pairs: 2, winner: { native: '2-a', value: { n: 1 } } },
		]);
	});

	test('of stemmed trees nothing is claimed that is not known', async () => {
		const text = openRevs(doc('5-a', ['a', 'b']), doc('9-z', ['z', 'y']));
		const { summary, trace } = await reportOn(texts({ 'x.json': text }));
		// The two leaves are concurrent, and 8-y to 5-a; whether 4-b is an ancestor of 8-y is not known.
		expect(summary.conflictPairs).toBe(2);
		expect(trace.notes.join(' ')).toContain('stemmed');
	});

	test('_bulk_get, _all_docs, continuous feeds with heartbeats, pretty-printed documents', async () => {
		const feed = [
			'{"seq":"1-g1","id":"d","changes":[{"rev":"2-b"},{"rev":"2-a"}],"doc":{"_id":"d","_rev":"2-b","_conflicts":["2-a"]}}',
			...['', '', '{"last_seq":"2-g1","pending":0}'],
		].join('\n');
		const bulk = {
			results: [
				{ id: 'd', docs: [{ ok: doc('2-b', ['b', 'r']) }, { ok: doc('2-a', ['a', 'r']) }, { error: {} }] },
			],
		};
		const all = { total_rows: 1, rows: [{ id: 'e', key: 'e', value: { rev: '1-q' } }] };
		const files = {
			'f.json': feed,
			'b.json': JSON.stringify(bulk, null, 2),
			'a.json': JSON.stringify(all, null, 2),
		};
		const { trace, conflicts } = await reportOn(texts(files));
		expect(trace).toMatchObject({ format: 'couchdb', versions: 4, keys: 2 });
		expect(conflicts).toMatchObject([{ key: 'd', pairs: 1, resolved: false, winner: { native: '2-b' } }]);
		expect(trace.skippedLines).toEqual([{}, {}, {}]);
	});

	test('records of a document on one line have their own places, broken ones are findings', async () => {
		const feed = '{"id":"a","changes":[{"rev":"1-a"}]}\n{"id":"b","changes":[{"rev":\n{"id":7,"seq":[]}\n';
		const report = await reportOn(texts({ 'f.json': feed }));
		expect(report.trace.versions).toBe(1);
		expect(otherFindings(report)).toEqual([
			['malformed-line', 2],
			['malformed-line', 3],
		]);
	});
});
