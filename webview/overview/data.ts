import type {
	OverviewDetails,
	OverviewInfo,
	OverviewPartitions,
	OverviewScope,
	OverviewTile,
} from '../../src/session/protocol.ts';
import type { Host } from '../host.ts';
import type { Camera } from './camera.ts';
import { Tiles } from './tiles.ts';

/** Bins of the whole trace, for the map. */
const MAP_BINS = 640;
/** Details are of what is seen and half as much on both sides; once they are of more than this many times what is seen, they are asked anew. */
const MARGIN = 0.5;
const TOO_MUCH = 2.6;
const BREATH = 150;

const NO_PARTITIONS: OverviewPartitions = { partitions: [], more: 0 };

/** What of the trace is here to be drawn. What is lacking is asked for; nobody waits for it. */
export class OverviewData {
	info: OverviewInfo | null = null;
	/** All lanes as one, over the whole axis. */
	map: OverviewTile | null = null;
	details: OverviewDetails | null = null;
	partitions: OverviewPartitions = NO_PARTITIONS;
	readonly tiles: Tiles;
	private detailed = { from: 0, to: 0 };
	private asking = false;
	private generation = 0;

	constructor(
		private readonly host: Host,
		private readonly arrived: () => void,
	) {
		this.tiles = new Tiles((params) => host.query('overviewTile', params), arrived);
	}

	get scope(): OverviewScope {
		return { axis: this.info?.axis ?? 'line', key: this.info?.key ?? null };
	}

	get mapBins(): number {
		return MAP_BINS;
	}

	/**
	 * Turns to a scope, or to a newer analysis of the same one, whose old tiles are shown meanwhile. Answers in words what keeps it
	 * from doing so, or null; undefined where it was overtaken by another call.
	 */
	async load(scope: OverviewScope): Promise<string | null | undefined> {
		const generation = ++this.generation;
		const answer = await this.host.query('overview', scope);
		if (generation !== this.generation) return undefined;
		if ('err' in answer) return answer.err;
		const before = this.info;
		const similar = before !== null && before.axis === scope.axis && before.key === scope.key;
		this.info = answer.ok;
		this.tiles.reset(scope, similar && before.lanes.length === answer.ok.lanes.length);
		if (!similar) {
			this.details = this.map = null;
			this.partitions = NO_PARTITIONS;
		}
		this.detailed = { from: 0, to: 0 };
		void this.loadWhole(generation);
		this.arrived();
		return null;
	}

	/** Asks for what can be told apart in what is seen, unless it is here or on its way. */
	wantDetails(camera: Camera): void {
		const { from, to } = this.detailed;
		const enough = from <= camera.from && to >= camera.to && to - from <= TOO_MUCH * camera.span;
		if (enough || this.asking || !this.info) return;
		void this.loadDetails(camera);
	}

	private async loadDetails({ from, to, span, length }: Camera): Promise<void> {
		const { generation } = this;
		const wanted = { from: Math.max(0, from - span * MARGIN), to: Math.min(length, to + span * MARGIN) };
		this.asking = true;
		const answer = await this.host.query('overviewDetails', { ...this.scope, ...wanted });
		this.asking = false;
		if (generation === this.generation && 'ok' in answer) {
			this.detailed = wanted;
			this.details = answer.ok;
		}
		// What is seen may be another stretch by now; or it is another analysis, and this answer is dropped.
		if (generation !== this.generation || 'ok' in answer) this.arrived();
	}

	/** What concerns the whole axis: the map; then, since all events are looked at for them, the partitions. */
	private async loadWhole(generation: number): Promise<void> {
		const { length, lanes } = this.info!;
		const map = await this.host.query('overviewTile', {
			...this.scope,
			from: 0,
			width: length / MAP_BINS,
			bins: MAP_BINS,
			firstLane: 0,
			lanes: lanes.length,
			together: true,
		});
		if (generation !== this.generation) return;
		if ('ok' in map) this.map = map.ok;
		this.arrived();
		// The tiles of the first picture come first.
		await new Promise((resolve) => setTimeout(resolve, BREATH));
		if (generation !== this.generation) return;
		const partitions = await this.host.query('overviewPartitions', this.scope);
		if (generation !== this.generation || 'err' in partitions) return;
		this.partitions = partitions.ok;
		this.arrived();
	}
}
