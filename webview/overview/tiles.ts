import type { OverviewScope, OverviewTile, Queries, Result } from '../../src/session/protocol.ts';

/** Bins of a tile, and lanes in one. */
export const TILE_BINS = 256;
export const TILE_LANES = 32;
/** Tiles that are kept: some 20 MB at worst. */
const KEPT = 400;
/** Questions that are under way at a time: the newest wish is never behind many old ones. */
const AT_ONCE = 6;

/** A tile's place: bins of 2^level positions, its number along the axis, its number among blocks of lanes. */
export interface TilePlace {
	level: number;
	index: number;
	block: number;
}

type Ask = (params: Queries['overviewTile']['params']) => Promise<Result<OverviewTile>>;

/** The tiles that are here, and the way to get others. Those of an older analysis are shown until the new ones are here. */
export class Tiles {
	private tiles = new Map<string, OverviewTile>();
	private old = new Map<string, OverviewTile>();
	private readonly asked = new Set<string>();
	private wanted: TilePlace[] = [];
	private scope: OverviewScope = { axis: 'line', key: null };
	private generation = 0;

	constructor(
		private readonly ask: Ask,
		private readonly arrived: () => void,
	) {}

	/** Forgets what is known. `similar`: it is the same scope of a newer analysis, so that the old tiles do for a while. */
	reset(scope: OverviewScope, similar: boolean): void {
		this.old = similar ? new Map([...this.old, ...this.tiles]) : new Map();
		this.tiles = new Map();
		this.scope = scope;
		this.asked.clear();
		this.wanted = [];
		this.generation++;
	}

	/** The tile of a place, or one of an older analysis. */
	get(place: TilePlace): OverviewTile | undefined {
		const key = keyOf(place);
		const tile = this.tiles.get(key);
		if (!tile) return this.old.get(key);
		// The order of a map is that of insertion: what was looked at last goes last.
		this.tiles.delete(key);
		this.tiles.set(key, tile);
		return tile;
	}

	/** Asks for the tiles that are not here, the first ones first. What was wanted before and is not any more is not asked for. */
	want(places: readonly TilePlace[]): void {
		this.wanted = places.filter((place) => !this.tiles.has(keyOf(place)) && !this.asked.has(keyOf(place)));
		this.next();
	}

	private next(): void {
		while (this.asked.size < AT_ONCE) {
			const place = this.wanted.shift();
			if (!place) return;
			void this.fetch(place);
		}
	}

	private async fetch(place: TilePlace): Promise<void> {
		const { generation } = this;
		const key = keyOf(place);
		this.asked.add(key);
		const width = 2 ** place.level;
		const answer = await this.ask({
			...this.scope,
			from: place.index * TILE_BINS * width,
			width,
			bins: TILE_BINS,
			firstLane: place.block * TILE_LANES,
			lanes: TILE_LANES,
			together: false,
		});
		if (generation !== this.generation) return;
		this.asked.delete(key);
		if ('ok' in answer) {
			this.tiles.set(key, answer.ok);
			this.old.delete(key);
			for (const oldest of this.tiles.keys()) {
				if (this.tiles.size <= KEPT) break;
				this.tiles.delete(oldest);
			}
			this.arrived();
		}
		this.next();
	}
}

function keyOf({ level, index, block }: TilePlace): string {
	return `${level} ${index} ${block}`;
}
