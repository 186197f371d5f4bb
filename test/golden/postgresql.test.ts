import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, hasRecorded, recorded, reportOf, reportOfTexts } from '../support/recorded.ts';

interface Truth {
	nodes: { name: string }[];
	counts: { keys_different_at_end: number };
	conflicts: { keys: string[]; converged: boolean; scenario: string }[];
	/** Fields 0 node, 1 line, 10 remote event, 11 local event, 12 concurrent or ordered. */
	crosscheck: { lines: [string, number, ...unknown[]][] };
}

const LOGS = ['postgresql.log'];
const STREAMS = [...LOGS, 'test_decoding.csv'];

async function run(name: string, files: readonly string[] | Readonly<Record<string, readonly string[]>>) {
	const kindsOf = (node: string) =>
		Array.isArray(files) ? files : ((files as Record<string, string[]>)[node] ?? []);
	const truth = JSON.parse(readFileSync(recorded(`pglogical/${name}/truth.json`), 'utf8')) as Truth;
	const paths = truth.nodes.flatMap((node) =>
		kindsOf(node.name).map((kind: string) => recorded(`pglogical/${name}/${node.name}.${kind}`)),
	);
	const { json } = await reportOf(paths);
	const verdicts = new Map(
		truth.crosscheck.lines.map((line) => [`${line[0]}:${line[1]}`, line[12] as string]),
	);
	const disproven = json.findings
		.filter(({ code }) => code === 'not-a-conflict')
		.map(({ file, line }) => verdicts.get(`${file.split('.')[0]}:${line}`));
	const count = (verdict: string) => [...verdicts.values()].filter((one) => one === verdict).length;
	const keys = new Set(truth.conflicts.flatMap((conflict) => conflict.keys.map((key) => `public.${key}`)));
	const found = (certainty: string) =>
		new Set(json.conflicts.filter((conflict) => conflict.certainty === certainty).map(({ key }) => key));
	return { json, truth, disproven, concurrent: count('concurrent'), ordered: count('ordered'), keys, found };
}

/** The key's columns are known where a log or stream shows a delete, a change of the key, or the manifest tells them. */
const KEY_COLUMNS = { maps: { keys: { 'public.acct': 'id, region' } } };

describe.runIf(hasRecorded)('pglogical, five recorded runs', () => {
	const runs = ['lww2', 'apply_remote', 'keep_local', 'skew_lww2', 'lww3'];

	it.each(runs)('%s: logs and streams of all nodes decide every report as it was', async (name) => {
		const { json, concurrent, ordered, disproven } = await run(name, STREAMS);
		expect(json.system).toMatchObject({
			conflictReports: concurrent + ordered,
			provenConcurrent: concurrent,
			disproven: ordered,
			undecided: 0,
		});
		expect(disproven).toEqual(disproven.map(() => 'ordered'));
		expect(disproven).toHaveLength(ordered);
	});

	it.each(runs)('%s: the logs alone prove and disprove nothing that is not so', async (name) => {
		const { json, concurrent, ordered, disproven } = await run(name, LOGS);
		const {
			conflictReports = 0,
			provenConcurrent = 0,
			disproven: told = 0,
			undecided = 0,
		} = json.system ?? {};
		expect(conflictReports).toBe(concurrent + ordered);
		expect(provenConcurrent + told + undecided).toBe(conflictReports);
		expect(provenConcurrent).toBeLessThanOrEqual(concurrent);
		expect(disproven).toEqual(disproven.map(() => 'ordered'));
		// The times of the reports decide most of them.
		expect(undecided / conflictReports).toBeLessThan(0.2);
	});

	/** By node: the files that are at hand. */
	const PARTS: [string, Record<string, string[]>][] = [
		['keep_local', { n1: STREAMS, n2: [...LOGS, 'recvlogical_only_local.txt'] }],
		['lww2', { n1: [...LOGS, 'recvlogical_only_local.txt'], n2: STREAMS }],
		['lww2', { n1: ['test_decoding.csv'], n2: STREAMS }],
		['lww3', { n1: LOGS, n2: STREAMS, n3: STREAMS }],
		['lww3', { n1: STREAMS, n2: [...LOGS, 'recvlogical_only_local.txt'], n3: STREAMS }],
		['skew_lww2', { n2: STREAMS }],
	];

	it.each(PARTS)('%s, some of the files %j: nothing is said that is not so', async (name, parts) => {
		const { json, keys, disproven, found } = await run(name, parts);
		expect(disproven).toEqual(disproven.map(() => 'ordered'));
		for (const key of found('proven')) {
			// Nothing but the whole of the files may tell that a key has two columns.
			expect(
				[...keys].some((one) => one === key || one.startsWith(`${key}/`)),
				key,
			).toBe(true);
		}
		expect(json.system?.conflictReports).toBeGreaterThan(60);
	});

	it.each(['lww2', 'skew_lww2'])(
		'%s: what came before a stream begins is not taken for unseen',
		async (name) => {
			const { keys, truth, concurrent } = await run(name, STREAMS);
			const contents = truth.nodes.flatMap(({ name: node }) =>
				STREAMS.map((kind) => {
					const text = readFileSync(recorded(`pglogical/${name}/${node}.${kind}`), 'utf8');
					const lines = text.split('\n');
					const isLate = node === 'n2' && kind === 'test_decoding.csv';
					return [`${node}.${kind}`, isLate ? lines.slice(lines.length >> 1).join('\n') : text] as const;
				}),
			);
			const { conflicts, system } = await reportOfTexts(Object.fromEntries(contents));
			expect(system?.provenConcurrent).toBeLessThanOrEqual(concurrent);
			expect(system?.undecided).toBeGreaterThan(0);
			for (const { key, certainty } of conflicts) if (certainty === 'proven') expect(keys).toContain(key);
		},
	);

	it.each(['lww2', 'apply_remote', 'skew_lww2', 'lww3'])(
		'%s: the conflicting keys, no more and no fewer',
		async (name) => {
			const { keys, found } = await run(name, STREAMS);
			expect([...found('proven')].sort()).toEqual([...keys].sort());
			expect(found('reported').size).toBe(0);
		},
	);

	it('keep_local: the same, where the manifest tells the key of the table', async () => {
		const { keys, truth } = await run('keep_local', STREAMS);
		const paths = truth.nodes.flatMap((node) =>
			STREAMS.map((kind) => recorded(`pglogical/keep_local/${node.name}.${kind}`)),
		);
		const { json } = await reportOf(paths, KEY_COLUMNS);
		expect([...new Set(json.conflicts.map(({ key }) => key))].sort()).toEqual([...keys].sort());
		// No log shows that a primary key was changed where the change was refused: 3 keys of 46 are not seen to differ.
		expect(json.findings.filter(({ message }) => message.includes('different rows')).length).toBeGreaterThan(
			40,
		);
	});

	it('keep_local, skew_lww2: writes that had seen what was kept, and were dropped', async () => {
		for (const name of ['keep_local', 'skew_lww2']) {
			const { json } = await run(name, STREAMS);
			expect(json.summary.findings['write-vanished']).toBeGreaterThan(30);
		}
	});

	it('apply_remote: csvlog and jsonlog tell the same as the text, and are not counted twice', async () => {
		const folder = recorded('pglogical/apply_remote/');
		const text = await reportOf([`${folder}n1.postgresql.log`, `${folder}n2.postgresql.log`]);
		const other = await reportOf([`${folder}n1.postgresql.csv`, `${folder}n2.postgresql.json`]);
		expect(other.json.system).toEqual(text.json.system);
		const both = await reportOf([
			`${folder}n1.postgresql.log`,
			`${folder}n1.postgresql.csv`,
			`${folder}n2.postgresql.log`,
		]);
		expect(both.json.system).toEqual(text.json.system);
	});
});

const NATIVE = [
	['users:1', 'proven', ['a 757', 'b 758']],
	['users:3', 'proven', ['a 764', 'b 766']],
	['users:4', 'reported', ['a 767', 'b 770']],
	['users:100', 'proven', ['a 770', 'b 773']],
	['users:5', 'proven', ['a 777', 'b 781']],
	['users:6', 'proven', ['a 777', 'b 781']],
	['users:300', 'proven', ['a 784', 'b 789']],
	['users:2', 'proven', ['a 761', 'b 762']],
];

async function nativeOf(paths: readonly string[]) {
	const { json } = await reportOf(paths);
	const conflicts = json.conflicts.map(({ key, certainty, versions }) => [
		key.replace('public.', ''),
		certainty,
		versions.map(({ replica, native }) => `${replica} ${native}`).sort(),
	]);
	return { json, conflicts };
}

describe.runIf(hasRecorded)('PostgreSQL 18, three recorded servers', () => {
	it.each(['log', 'csvlog.csv', 'jsonlog.ndjson'])('%s: the scenario, as far as logs tell', async (kind) => {
		const names = ['a', 'b', 'c'].map((node) => recorded(`postgresql18/node_${node}.${kind}`));
		const { json, conflicts } = await nativeOf(names);
		expect(json.system).toEqual({ conflictReports: 25, provenConcurrent: 21, disproven: 2, undecided: 2 });
		expect(conflicts).toEqual([...NATIVE, ['users:7', 'reported', ['a null', 'c 755']]]);
	});
});

describe('PostgreSQL, excerpts', () => {
	const excerpt = (kind: string) => ['n1', 'n2'].map((node) => fixture(`postgresql/${node}.${kind}`));

	it('pglogical logs with streams', async () => {
		const { json } = await reportOf([...excerpt('postgresql.log'), ...excerpt('test_decoding.csv')]);
		expect(json.trace.format).toBe('postgresql');
		expect(json.system).toMatchObject({
			conflictReports: 14,
			provenConcurrent: 7,
			disproven: 7,
			undecided: 0,
		});
		expect(json.conflicts.map(({ key }) => key).sort()).toEqual([
			'public.acct:1012/eu',
			'public.acct:1013/us',
			'public.kv:k0066',
			'public.kv:k0092',
			'public.kv:k0118',
		]);
		const deleted = json.conflicts.find(({ key }) => key === 'public.kv:k0092');
		expect(deleted?.winner).toMatchObject({ op: 'delete', replica: 'n1', native: '910' });
	});

	it('the same log alone: what it does not decide is only reported', async () => {
		const { json } = await reportOf(excerpt('postgresql.log').slice(0, 1));
		expect(json.system).toMatchObject({
			conflictReports: 8,
			provenConcurrent: 0,
			disproven: 0,
			undecided: 8,
		});
		expect(new Set(json.conflicts.map(({ certainty }) => certainty))).toEqual(new Set(['reported']));
		expect(json.trace.replicas).toContain('origin 1 of n1');
	});

	it('native logs of two servers', async () => {
		const { conflicts } = await nativeOf(
			['a', 'b'].map((node) => fixture(`postgresql/node_${node}.postgresql18.log`)),
		);
		expect(conflicts.slice(0, NATIVE.length)).toEqual(NATIVE);
	});
});
