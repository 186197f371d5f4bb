import { expect, test } from 'vitest';
import { replayNotes } from '../../../src/report/strategies/facts.ts';
import { strategiesJson } from '../../../src/report/strategies/json.ts';
import { keyEnds } from '../../../src/report/strategies/keyEnds.ts';
import { strategyReport } from '../../../src/report/strategies/strategyReport.ts';
import { shownOf } from '../../support/shown.ts';

const write = (at: string, key: string, value: unknown, vv: Record<string, number>) => ({
	op: 'write',
	at,
	key,
	value,
	vv,
});

/** What is said of CRDTs that were left out: the note, the JSON, and the key's ends by strategy. */
function said(lines: object[]) {
	const shown = shownOf(lines);
	const report = strategyReport(shown);
	const json = JSON.parse(`{${[...strategiesJson(shown, report)].join('').replace(/,\s*$/, '')}}`);
	const ends = keyEnds(shown, report, 0).filter(({ kind }) => kind === 'unread');
	return {
		notes: replayNotes(shown, report).filter((note) => note.startsWith('Not read')),
		keys: json.strategyKeys,
		rows: json.strategies.map(({ name }: { name: string }) => name),
		ends: ends.map(({ strategy, note }) => [strategy, note]),
	};
}

test('of a conflict of more than a thousand writes only registers are read, and that is said', () => {
	const lines = Array.from({ length: 1100 }, (_, i) => write(`R${i}`, 'k', i, { [`R${i}`]: 1 }));
	const { notes, keys, rows, ends } = said(lines);
	expect(notes).toEqual(['Not read, for too many or too long writes to compare: Counter (1 key).']);
	expect(keys).toEqual({ withSiblings: 1, merged: 1, readAsCrdts: 1, unread: { counter: 1 } });
	expect(rows).toContain('multi-value-register');
	expect(rows).not.toContain('counter');
	expect(ends).toEqual([['counter', 'too many or too long writes to compare']]);
});

test('writes that each follow several others are too much to compare, and that is said', () => {
	const lines = Array.from({ length: 400 }, (_, i) => [
		write('A', 'k', [i, 'a'], { A: i + 1, B: i }),
		write('B', 'k', [i, 'b'], { A: i, B: i + 1 }),
	]).flat();
	const { notes, keys } = said(lines);
	expect(notes).toEqual([
		'Not read, for too many or too long writes to compare: Add-wins set (1 key), Remove-wins set (1 key).',
	]);
	expect(keys.unread).toEqual({ 'add-wins-set': 1, 'remove-wins-set': 1 });
});

test('where all is read nothing is said', () => {
	const { notes, keys, ends } = said([write('A', 'k', 1, { A: 1 }), write('B', 'k', 2, { B: 1 })]);
	expect([notes, keys.unread, ends]).toEqual([[], {}, []]);
});
