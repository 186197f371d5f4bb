import { describe, expect, it } from 'vitest';
import type { OverviewTile } from '../../../../src/session/protocol.ts';
import { Camera } from '../../../../webview/overview/camera.ts';
import { columnsOf, levelOf, placesInSight, readRow } from '../../../../webview/overview/columns.ts';
import { packRows } from '../../../../webview/overview/spanRows.ts';
import { TILE_BINS, Tiles } from '../../../../webview/overview/tiles.ts';

type Asked = { from: number; width: number; bins: number };

/** Tiles of a trace with one lane and one write on every line, answered when told. */
function tilesOf(length: number) {
	const waiting: (() => void)[] = [];
	const asked: Asked[] = [];
	const tiles = new Tiles(
		(params) => {
			asked.push(params);
			const counts = Uint32Array.from({ length: 5 * params.bins }, (_, i) => {
				const [low, high] = [i, i + 1].map((at) => Math.min(length, params.from + at * params.width));
				return i < params.bins ? Math.ceil(high!) - Math.ceil(low!) : 0;
			});
			const tile: OverviewTile = { counts, conflicts: new Uint8Array(4 * params.bins) };
			return new Promise((resolve) => waiting.push(() => resolve({ ok: tile })));
		},
		() => {},
	);
	const answer = async () => {
		while (waiting.length > 0) {
			for (const one of waiting.splice(0)) one();
			await new Promise((resolve) => setTimeout(resolve));
		}
	};
	return { tiles, asked, answer };
}

function seeing(length: number, from: number, to: number): Camera {
	const camera = new Camera();
	camera.setWidth(1000);
	camera.setAxis(length, 'line', false);
	camera.show(from, to);
	return camera;
}

describe('tiles', () => {
	it('are asked for what is seen, a screen at its own resolution', async () => {
		for (const [from, to] of [
			[0, 1e7],
			[5e6, 5.1e6],
			[9_999_000, 1e7],
		] as const) {
			const { tiles, asked, answer } = tilesOf(1e7);
			const camera = seeing(1e7, from, to);
			const level = levelOf(camera, 'line');
			tiles.want(placesInSight(camera, level, [0]));
			await answer();
			expect(asked.length).toBeLessThanOrEqual(8);
			const columns = columnsOf(camera, tiles, level, 0, 1000);
			const values = new Float32Array(1000);
			const max = readRow(columns, values, 'counts', 0);
			expect(max).toBe(2 ** level);
			expect(values.filter((value) => value === 0).length).toBeLessThan(2);
		}
	});

	it('stand in for finer ones that are on their way, at the same density', async () => {
		const { tiles, answer } = tilesOf(1e6);
		const all = seeing(1e6, 0, 1e6);
		tiles.want(placesInSight(all, levelOf(all, 'line'), [0]));
		await answer();
		const near = seeing(1e6, 400_000, 410_000);
		const level = levelOf(near, 'line');
		const values = new Float32Array(1000);
		const max = readRow(columnsOf(near, tiles, level, 0, 1000), values, 'counts', 0);
		expect(max).toBeCloseTo(2 ** level, 0);
	});

	it('are not asked for twice, nor when they are not wanted any more', async () => {
		const { tiles, asked, answer } = tilesOf(1e6);
		const places = Array.from({ length: 40 }, (_, index) => ({ level: 2, index, block: 0 }));
		tiles.want(places);
		tiles.want([places[39]!, places[0]!]);
		await answer();
		expect(asked.map(({ from }) => from / (4 * TILE_BINS)).sort((a, b) => a - b)).toEqual([
			0, 1, 2, 3, 4, 5, 39,
		]);
		tiles.want([places[0]!]);
		await answer();
		expect(asked.length).toBe(7);
	});

	it('of an older analysis are shown until the new ones are here, of another scope never', async () => {
		const { tiles, answer } = tilesOf(1e6);
		const place = { level: 2, index: 0, block: 0 };
		tiles.want([place]);
		await answer();
		const old = tiles.get(place);
		tiles.reset({ axis: 'line', key: null }, true);
		expect(tiles.get(place)).toBe(old);
		tiles.want([place]);
		await answer();
		expect(tiles.get(place)).not.toBe(old);
		tiles.reset({ axis: 'line', key: 'k' }, false);
		expect(tiles.get(place)).toBeUndefined();
	});
});

describe('rows of conflicts', () => {
	const stretches = {
		conflict: [0, 1, 2, 3],
		start: [0, 5, 12, 30],
		end: [10, 20, 25, 40],
	};

	it('hold stretches that do not cover each other', () => {
		expect(packRows(stretches, new Map(), 0)).toEqual([0, 1, 0, 0]);
		expect(packRows(stretches, new Map(), 3)).toEqual([0, 1, 2, 0]);
	});

	it('stay as they were', () => {
		expect(packRows(stretches, new Map([[2, 3]]), 0)).toEqual([0, 1, 3, 0]);
	});
});
