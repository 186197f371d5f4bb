import type { Settings } from './options.ts';
import type { Random } from './random.ts';

/** Who reaches whom, and how long it takes. */
export class Network {
	/** Partitions that are on: when each ends, and which replicas are on its far side. */
	private active: { endMs: number; isolated: Uint8Array }[] = [];
	private begun = 0;
	private readonly partitions: Settings['partitions'];

	constructor(
		private readonly settings: Settings,
		private readonly random: Random,
	) {
		const { partitions } = settings;
		this.partitions = Array.isArray(partitions)
			? partitions.toSorted((a, b) => a.startMs - b.startMs)
			: partitions;
	}

	/** Begins and ends partitions. `progress` is the share of the trace's events that are written. */
	update(time: number, progress: number): void {
		const { partitions } = this;
		this.active = this.active.filter((partition) => partition.endMs > time);
		if (Array.isArray(partitions)) {
			for (; this.begun < partitions.length && partitions[this.begun].startMs <= time; this.begun++) {
				const { endMs, isolated } = partitions[this.begun];
				const side = this.settings.replicas.map((replica) => (isolated.includes(replica.id) ? 1 : 0));
				this.active.push({ endMs, isolated: Uint8Array.from(side) });
			}
			return;
		}
		for (; this.begun < partitions.count && progress >= (this.begun + 0.5) / partitions.count; this.begun++) {
			this.active.push({ endMs: time + partitions.durationMs, isolated: this.drawSide() });
		}
	}

	canReach(from: number, to: number): boolean {
		return this.active.every(({ isolated }) => isolated[from] === isolated[to]);
	}

	/** How long a message takes, in milliseconds. */
	delay(from: number, to: number): number {
		const { replicas, delay } = this.settings;
		const within = replicas[from].region === replicas[to].region;
		const base = within ? delay.withinRegionMs : delay.betweenRegionsMs;
		return base + this.random.exponential(base * delay.jitter);
	}

	/** At least one replica, and not all of them. */
	private drawSide(): Uint8Array {
		const count = this.settings.replicas.length;
		const first = this.random.below(count);
		const size = 1 + this.random.below(Math.max(1, count - 1));
		const isolated = new Uint8Array(count);
		for (let i = 0; i < size; i++) isolated[(first + i) % count] = 1;
		return isolated;
	}
}
