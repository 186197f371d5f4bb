import type { Settings } from './options.ts';

/** The replicas' wall clocks, each wrong in its own way, and their hybrid logical clocks. */
export class Clocks {
	private readonly hlcWall: Float64Array;
	private readonly hlcLogical: Float64Array;

	constructor(private readonly settings: Settings) {
		this.hlcWall = new Float64Array(settings.replicas.length);
		this.hlcLogical = new Float64Array(settings.replicas.length);
	}

	/** The replica's wall clock at a true time (milliseconds from the start), in whole milliseconds since the epoch. */
	wall(replica: number, time: number): number {
		const { skewMs, driftPpm } = this.settings.replicas[replica];
		return Math.round(this.settings.startMs + time * (1 + driftPpm / 1e6) + skewMs);
	}

	/**
	 * A local event or a send of the hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014). Returns
	 * the clock's reading, of which a message takes a copy.
	 */
	tick(replica: number, wall: number): Hlc {
		if (wall > this.hlcWall[replica]) this.set(replica, wall, 0);
		else this.hlcLogical[replica]++;
		return this.read(replica);
	}

	/** The arrival of a message with the sender's reading. */
	receive(replica: number, wall: number, theirs: Hlc): void {
		const mine = this.read(replica);
		const largest = Math.max(wall, mine.wall, theirs.wall);
		const mineCounts = largest === mine.wall ? mine.logical + 1 : 0;
		const theirsCounts = largest === theirs.wall ? theirs.logical + 1 : 0;
		this.set(replica, largest, Math.max(mineCounts, theirsCounts));
	}

	private read(replica: number): Hlc {
		return { wall: this.hlcWall[replica], logical: this.hlcLogical[replica] };
	}

	private set(replica: number, wall: number, logical: number): void {
		this.hlcWall[replica] = wall;
		this.hlcLogical[replica] = logical;
	}
}

/** A reading of a hybrid logical clock; `wall` in milliseconds since the Unix epoch. */
export interface Hlc {
	wall: number;
	logical: number;
}
