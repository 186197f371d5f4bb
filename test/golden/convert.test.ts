import { describe, expect, test } from 'vitest';
import { CARRIED_CODES } from '../../src/trace/finding.ts';
import { converted, excerpt, hasRecordings, recorded, reportOn, texts } from '../support/imported.ts';

const SETS: [name: string, files: string[]][] = [
	...['shiviz', 'couchdb', 'syncthing', 'galera', 'jepsen', 'postgresql', 'automerge', 'loro', 'yjs'].map(
		(name): [string, string[]] => [`the excerpt of ${name}`, excerpt(name, /^(?!LICENSE)/)],
	),
	...(hasRecordings
		? ([
				['the recorded databases', recorded('pouchdb', /^(changes|open|get)/)],
				['the recorded key-value store', recorded('vclock', /^shiviz.log$/)],
				['servers that drop writes', recorded('pglogical/keep_local', /log$|test_decoding.csv$/)],
				['a cluster that fell apart', recorded('galera/split', /log$|vv.txt$/)],
			] as [string, string[]][])
		: []),
];

describe('converted to the native format', () => {
	test.each(SETS)(
		'%s analyses the same',
		async (_, files) => {
			const before = await reportOn(files);
			const after = await reportOn(texts({ 'x.reptrace': await converted(files) }));
			expect(after.trace.format).toBe('native');
			const { findings: _a, ...figures } = before.summary;
			const { findings: own, ...same } = after.summary;
			expect(same).toEqual(figures);
			expect(after.system).toEqual(before.system);
			// What could not be read is not there any more; nothing else is found.
			for (const [code, count] of Object.entries(own))
				expect([code, count]).toEqual([code, before.summary.findings[code]]);
			const found = ({ findings }: typeof before) =>
				findings
					.filter(({ code }) => CARRIED_CODES.some((carried) => carried === code))
					.map(({ message, related }) => [message, related.map((place) => place.message)])
					.sort();
			expect(found(after)).toEqual(found(before));
			const facts = ({ conflicts }: typeof before) =>
				conflicts
					.map(({ key, certainty, pairs, resolved, versions, winner }) => ({
						key,
						certainty,
						pairs,
						resolved,
						winner: winner?.native ?? null,
						versions: versions.map(({ native, op, value, replica, vector }) => ({
							native,
							op,
							value,
							replica,
							vector,
						})),
					}))
					.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
			expect(facts(after)).toEqual(facts(before));
			for (const note of before.trace.notes.filter((text) => !/could not be read|passed over/.test(text)))
				expect(after.trace.notes).toContain(note);
		},
		60_000,
	);
});

test('what a header claims to have been found is taken with a grain of salt', async () => {
	const findings = [
		{ code: 'not-a-conflict', line: 3, related: [2, 99, -1, 'x'], text: 7 },
		{ code: 'not-a-conflict', line: 2, related: [2, 3] },
		{ code: 'imported-note', line: 1, text: 'so it says' },
		{ code: 'conflict-open', line: 2 },
		{ code: 'imported-note', line: 'no' },
		null,
	];
	const lines = [
		{ op: 'header', version: 1, source: { madeDots: true, findings } },
		{ op: 'write', at: 'R1', key: 'k', value: 1, vv: { R1: 1 } },
		{ op: 'write', at: 'R2', key: 'k', value: 2, vv: { R1: 1, R2: 1 } },
	];
	const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
	const report = await reportOn(
		texts({ 'a.reptrace': text, 'b.reptrace': '{"op":"write","at":"R3","key":"z","value":1,"vv":{"R3":1}}' }),
	);
	expect(
		report.findings.map(({ code, line, message, related }) => [code, line, message, related.length]),
	).toEqual([
		['imported-note', 1, 'so it says', 0],
		['not-a-conflict', 2, "Not a conflict: R2 had seen R1's write.", 2],
		['not-a-conflict', 3, "Not a conflict: another one had seen R1's write.", 1],
	]);
});
