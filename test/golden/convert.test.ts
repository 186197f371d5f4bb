import { describe, expect, test } from 'vitest';
import { converted, excerpt, hasRecordings, recorded, reportOn, texts } from '../support/imported.ts';

const SETS: [name: string, files: string[]][] = [
	...['shiviz', 'couchdb', 'syncthing', 'galera', 'jepsen'].map((name): [string, string[]] => [
		`the excerpt of ${name}`,
		excerpt(name, /^(?!LICENSE)/),
	]),
	...(hasRecordings
		? ([
				['the recorded databases', recorded('pouchdb', /^(changes|open|get)/)],
				['the recorded key-value store', recorded('vclock', /^shiviz.log$/)],
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
