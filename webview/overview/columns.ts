import type { OverviewTile } from '../../src/session/protocol.ts';
import type { Camera } from './camera.ts';
import { TILE_BINS, type TilePlace, type Tiles } from './tiles.ts';

/** Coarser tiles up to so many levels stand in for one that is not here yet. */
const STAND_INS = 12;
const FINEST_MS = -10;

/** Columns of the screen that one tile fills. */
interface Run {
	tile: OverviewTile;
	first: number;
	end: number;
	/** What a count weighs: coarser tiles have more in a bin. */
	weight: number;
}

/** Which bin of which tile each column of the screen shows, for one block of lanes. */
export interface Columns {
	runs: Run[];
	/** By column. */
	bins: Uint16Array;
	/** Columns a bin, of the finest tiles. */
	binWidth: number;
}

/** The level of the tiles for what is seen: a bin is one to two CSS pixels wide, where that is no less than a line. */
export function levelOf(camera: Camera, unit: 'line' | 'event' | 'ms'): number {
	return Math.max(unit === 'ms' ? FINEST_MS : 0, Math.ceil(Math.log2(camera.scale)));
}

/** The tiles for what is seen, and one more on both sides: those in sight first. */
export function placesInSight(camera: Camera, level: number, blocks: readonly number[]): TilePlace[] {
	const width = TILE_BINS * 2 ** level;
	const first = Math.floor(camera.from / width);
	const last = Math.floor(camera.to / width);
	const end = Math.floor(camera.length / width);
	const indices = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	for (const index of [last + 1, first - 1]) if (index >= 0 && index <= end) indices.push(index);
	return indices.flatMap((index) => blocks.map((block) => ({ level, index, block })));
}

/** Looks up the tiles for every column. Columns without any are in no run. */
export function columnsOf(
	camera: Camera,
	tiles: Tiles,
	level: number,
	block: number,
	count: number,
): Columns {
	const bins = new Uint16Array(count);
	const runs: Run[] = [];
	const step = camera.span / count;
	const finest = 2 ** level;
	let run: Run | null = null;
	let place: TilePlace | null = null;
	for (let column = 0; column < count; column++) {
		const position = camera.from + (column + 0.5) * step;
		if (place === null || Math.floor(position / (TILE_BINS * 2 ** place.level)) !== place.index) {
			const found = find(tiles, position, level, block);
			if (run) run.end = column;
			place = found?.place ?? null;
			run = found && {
				tile: found.tile,
				first: column,
				end: count,
				weight: finest / 2 ** found.place.level,
			};
			if (run) runs.push(run);
		}
		if (place === null) continue;
		bins[column] = Math.floor(position / 2 ** place.level) - place.index * TILE_BINS;
	}
	return { runs, bins, binWidth: finest / step };
}

function find(
	tiles: Tiles,
	position: number,
	level: number,
	block: number,
): { tile: OverviewTile; place: TilePlace } | null {
	for (let up = 0; up <= STAND_INS; up++) {
		const place = { level: level + up, index: Math.floor(position / (TILE_BINS * 2 ** (level + up))), block };
		const tile = tiles.get(place);
		if (tile) return { tile, place };
	}
	return null;
}

/** Reads a row of what the tiles hold into `values`, a number a column, and answers the largest. */
export function readRow(
	{ runs, bins }: Columns,
	values: Float32Array,
	which: 'counts' | 'conflicts',
	row: number,
): number {
	values.fill(0);
	let max = 0;
	const offset = row * TILE_BINS;
	for (const { tile, first, end, weight } of runs) {
		const counts = tile[which];
		for (let column = first; column < end; column++) {
			const value = (counts[offset + (bins[column] as number)] ?? 0) * weight;
			values[column] = value;
			if (value > max) max = value;
		}
	}
	return max;
}
