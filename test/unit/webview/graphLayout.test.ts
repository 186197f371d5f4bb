import { expect, it } from 'vitest';
import type { KeyHistory, VersionRow } from '../../../src/session/protocol.ts';
import { layoutGraph } from '../../../webview/keys/graphLayout.ts';

const row = (id: number, replica: string, conflict: number | null) =>
	({ id, replica, conflict }) as VersionRow;

const history: KeyHistory = {
	key: 'k',
	total: 10,
	from: 4,
	rows: [row(4, 'B', null), row(5, 'A', 1), row(6, 'B', 1), row(7, 'A', 2), row(8, 'late', 1)],
	replicas: ['A', 'B', 'C'],
	parents: [[3], [4], [4], [5, 6], [7]],
	relations: null,
};

it('gives each writer a lane, in the order of the trace', () => {
	const { lanes } = layoutGraph(history);
	expect(lanes.map(({ replica }) => replica)).toEqual(['A', 'B', 'late']);
	expect(new Set(lanes.map(({ y }) => y)).size).toBe(3);
});

it('draws an edge to each parent in the window, and shows that others stand before it', () => {
	const { edges } = layoutGraph(history);
	expect(edges.map(({ from, to }) => [from?.version.id ?? null, to.version.id])).toEqual([
		[null, 4],
		[4, 5],
		[4, 6],
		[5, 7],
		[6, 7],
		[7, 8],
	]);
});

it('puts neighbours of one conflict into one band', () => {
	const { bands, nodes } = layoutGraph(history);
	expect(bands.map(({ conflict }) => conflict)).toEqual([1, 2, 1]);
	const [first] = bands;
	for (const { version, x } of nodes)
		expect(x > first!.x && x < first!.x + first!.width).toBe(version.id === 5 || version.id === 6);
});
