import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { nativeText } from '../../src/report/nativeText.ts';
import { readFiles } from '../../src/session/node/readFiles.ts';
import {
	fixture,
	hasRecorded,
	type ReportJson,
	recorded,
	reportOf,
	reportOfTexts,
} from '../support/recorded.ts';

interface Truth {
	counts: { openAtEnd: number; concurrentPairsAll: number };
	keys: {
		key: string;
		kind: string;
		concurrentPairs: [string, string][];
		headsAtEnd: string[];
		winner: string | string[] | null;
	}[];
	writes: {
		id: string;
		kind: string;
		opId?: string;
		client?: number;
		clock?: number | null;
		ds?: Record<string, { clock: number }[]>;
	}[];
}

function truthOf(system: string): Truth {
	return JSON.parse(readFileSync(recorded(`${system}/truth.json`), 'utf8')) as Truth;
}

/** What the library calls a write. */
function native({ opId, client, clock, ds = {} }: Truth['writes'][number]): string {
	if (opId !== undefined) return opId;
	if (clock != null) return `${clock}@${client}`;
	const [[removed, ranges]] = Object.entries(ds) as [[string, { clock: number }[]]];
	return `removal of ${ranges[0]?.clock}@${removed}`;
}

/** By register: how many concurrent pairs there are. */
function pairsOf(truth: Truth): Record<string, number> {
	const registers = truth.keys.filter(
		({ kind, concurrentPairs }) => kind === 'register' && concurrentPairs.length > 0,
	);
	return Object.fromEntries(
		registers.map(({ key, concurrentPairs }) => [key.replace('.', '/'), concurrentPairs.length]),
	);
}

function foundPairs(json: ReportJson): Record<string, number> {
	const pairs: Record<string, number> = {};
	for (const { key, pairs: count } of json.conflicts) pairs[key] = (pairs[key] ?? 0) + count;
	return pairs;
}

/** By register in conflict at the end: what the library kept. */
function winners(truth: Truth): Map<string, Set<string>> {
	const byId = new Map(truth.writes.map((write) => [write.id, write]));
	const open = truth.keys.filter(({ kind, headsAtEnd }) => kind === 'register' && headsAtEnd.length > 1);
	return new Map(
		open.map(({ key, winner, headsAtEnd }) => {
			const kept = [winner].flat().filter((id) => id !== null && byId.has(id)) as string[];
			const removals = headsAtEnd.filter((id) => byId.get(id)?.kind === 'del');
			const ids = kept.length > 0 ? kept : removals;
			return [
				key.replace('.', '/'),
				new Set(ids.map((id) => native(byId.get(id) as Truth['writes'][number]))),
			];
		}),
	);
}

/** Keys whose open conflict has another winner than the library. */
function wrongWinners(json: ReportJson, truth: Truth): string[] {
	const open = json.conflicts.filter(({ resolved }) => !resolved);
	return [...winners(truth)].flatMap(([key, kept]) => {
		const winner = open.find((conflict) => conflict.key === key)?.winner;
		return kept.has(winner?.native ?? '') ? [] : [key];
	});
}

const RECORDED: [string, string, string[]][] = [
	[
		'automerge',
		'changes of three actors',
		['changes-alice.jsonl', 'changes-bob.jsonl', 'changes-carol.jsonl'],
	],
	['automerge', 'changes of one actor', ['changes-carol.jsonl']],
	['automerge', 'a saved document', ['final.automerge']],
	['loro', 'an export', ['json-updates-full.json']],
	['loro', 'an export without a list of peers', ['json-updates-full-nopeercompression.json']],
	[
		'loro',
		'exports of three replicas',
		['json-updates-alice.jsonl', 'json-updates-bob.jsonl', 'json-updates-carol.jsonl'],
	],
	['yjs', 'recorded updates', ['updates.jsonl']],
];

describe.runIf(hasRecorded)('CRDTs, recorded', () => {
	it.each(RECORDED)(
		'%s, %s: conflicting keys, pairs, open conflicts and winners',
		async (system, _, names) => {
			const truth = truthOf(system);
			const { json } = await reportOf(names.map((name) => recorded(`${system}/${name}`)));
			expect(json.trace.format).toBe(system);
			expect(foundPairs(json)).toEqual(pairsOf(truth));
			expect(json.summary.conflictsOpen).toBe(truth.counts.openAtEnd);
			expect(new Set(json.conflicts.map(({ certainty }) => certainty))).toEqual(new Set(['proven']));
			expect(wrongWinners(json, truth)).toEqual([]);
		},
	);

	it.each(['automerge', 'yjs'])('%s: what merges is no conflict, and is counted', async (system) => {
		const truth = truthOf(system);
		const [, , names = []] = RECORDED.find(([name]) => name === system) ?? [];
		const { json, analysis } = await reportOf(names.map((name) => recorded(`${system}/${name}`)));
		const all = truth.keys.reduce((sum, { concurrentPairs }) => sum + concurrentPairs.length, 0);
		expect(json.summary.conflictPairs + analysis.totals.mergedPairs).toBe(all);
		for (const { key } of json.conflicts) expect(key).toMatch(/^map\//);
	});

	it('Loro does not record which operations were committed at once: of a list each counts', async () => {
		const { json, analysis } = await reportOf([recorded('loro/json-updates-full.json')]);
		const all = truthOf('loro').keys.reduce((sum, { concurrentPairs }) => sum + concurrentPairs.length, 0);
		expect(json.summary.conflictPairs + analysis.totals.mergedPairs).toBeGreaterThanOrEqual(all);
		for (const { key } of json.conflicts) expect(key).toMatch(/^map\//);
	});

	it('Yjs: a document and encoded updates beside the recorded ones change nothing', async () => {
		const names = ['final-state-decoded.json', 'updates-raw-base64.jsonl', 'updates.jsonl'];
		const { json } = await reportOf(names.map((name) => recorded(`yjs/${name}`)));
		const { json: alone } = await reportOf([recorded('yjs/updates.jsonl')]);
		expect(foundPairs(json)).toEqual(foundPairs(alone));
	});

	it('Yjs as base64: removals of what another replica removed, too, are not to be told from received ones', async () => {
		const { json } = await reportOf([recorded('yjs/updates-raw-base64.jsonl')]);
		const truth = pairsOf(truthOf('yjs'));
		for (const [key, pairs] of Object.entries(foundPairs(json)))
			expect(pairs).toBeLessThanOrEqual(truth[key] ?? 0);
		expect(json.summary.conflictPairs).toBeGreaterThan(85);
	});
});

describe('CRDTs, excerpts', () => {
	it.each([
		['automerge', ['changes-alice.jsonl', 'changes-bob.jsonl'], { keys: 50, pairs: 28, merged: 28 }],
		['automerge', ['final.automerge'], { keys: 50, pairs: 101, merged: 74 }],
		['loro', ['json-updates.json'], { keys: 48, pairs: 102, merged: 83 }],
		['yjs', ['updates.jsonl'], { keys: 42, pairs: 48, merged: 43 }],
		['yjs', ['updates-base64.jsonl'], { keys: 42, pairs: 43, merged: 43 }],
		['yjs', ['updates-base64.jsonl', 'updates.jsonl'], { keys: 42, pairs: 48, merged: 43 }],
	])('%s: %j', async (system, names, { keys, pairs, merged }) => {
		const { json, analysis } = await reportOf(names.map((name) => fixture(`${system}/${name}`)));
		expect(json.trace.format).toBe(system);
		expect(json.trace.keys).toBe(keys);
		expect(json.summary.conflictPairs).toBe(pairs);
		expect(analysis.totals.mergedPairs).toBe(merged);
	});

	it.each([['automerge/changes-alice.jsonl'], ['loro/json-updates.json'], ['yjs/updates.jsonl']])(
		'%s converted to the native format analyses the same',
		async (name) => {
			const { trace, source } = await readFiles([{ name, path: fixture(name) }]);
			const analysis = analyse(trace);
			const text = [...nativeText({ analysis, source })].join('');
			source.close();
			const json = await reportOfTexts({ 'a.reptrace': text });
			expect(json.summary).toMatchObject({
				conflictPairs: analysis.totals.conflictPairs,
				mergedPairs: analysis.totals.mergedPairs,
				conflictsOpen: analysis.totals.conflictsOpen,
			});
		},
	);
});
