import { expect, test } from 'vitest';
import { keyEnds } from '../../../src/report/strategies/keyEnds.ts';
import { strategyReport } from '../../../src/report/strategies/strategyReport.ts';
import { shownOf } from '../../support/shown.ts';

/** Lines of one key that say what they meant; what the key ends as. */
function ends(...writes: [at: string, ts: number, vv: object, value: unknown, update: object][]) {
	const shown = shownOf(
		writes.map(([at, ts, vv, value, update]) => ({ op: 'write', at, key: 'k', value, ts, vv, update })),
	);
	const all = keyEnds(shown, strategyReport(shown), 0);
	return Object.fromEntries(all.map(({ strategy, values }) => [strategy, values[0]]));
}

test('a removal that a key begins with counts against what others add meanwhile', () => {
	const element = 'c';
	const found = ends(
		['A', 1, { A: 1 }, [], { type: 'set.remove', element }],
		['A', 2, { A: 2 }, ['a'], { type: 'set.add', element: 'a' }],
		['B', 3, { B: 1 }, ['c'], { type: 'set.add', element }],
	);
	expect(found).toMatchObject({ 'add-wins-set': '["a","c"]', 'remove-wins-set': '["a"]' });
});

test('so does that of a field, by its time', () => {
	const found = ends(
		['A', 9, { A: 1 }, { x: 1 }, { type: 'map.remove', field: 'y' }],
		['B', 3, { B: 1 }, { y: 2 }, { type: 'map.set', field: 'y', value: 2 }],
	);
	expect(found).toMatchObject({ 'lww-map': '{"x":1}', 'observed-remove-map': '{"x":1,"y":2}' });
});
