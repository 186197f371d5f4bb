import type { YRange, YUpdate } from './update.ts';

/** What a replica made, in its order: where its clocks then stood, and what it removed. */
export interface Made {
	/** By client: the clock after the last item made. */
	readonly clocks: ReadonlyMap<number, number>;
	readonly deleted: readonly YRange[];
}

/** What one replica has of a document. */
export class Knowledge {
	/** By client: the next clock. */
	readonly clocks = new Map<number, number>();
	private readonly deleted = new Map<number, Set<number>>();
	/** By replica: how much of what it made. */
	readonly seen = new Map<string, number>();

	/** Takes an update, and the state vector after it where that was recorded. */
	take({ ranges, deleted, gone }: YUpdate, vector: ReadonlyMap<number, number> | null): void {
		for (const { client, clock, len } of ranges) this.raise(client, clock + len);
		for (const [client, clock] of vector ?? []) this.raise(client, clock);
		for (const { client, clock, len } of [...deleted, ...gone]) {
			let own = this.deleted.get(client);
			if (own === undefined) {
				own = new Set();
				this.deleted.set(client, own);
			}
			for (let i = 0; i < Math.min(len, MAX_RANGE); i++) own.add(clock + i);
		}
	}

	/** Whether all of what another replica made at once is here. */
	has({ clocks, deleted }: Made): boolean {
		for (const [client, clock] of clocks) if ((this.clocks.get(client) ?? 0) < clock) return false;
		return deleted.every(({ client, clock, len }) => {
			const own = this.deleted.get(client);
			for (let i = 0; i < Math.min(len, MAX_RANGE); i++) if (own?.has(clock + i) !== true) return false;
			return true;
		});
	}

	private raise(client: number, clock: number): void {
		if (clock > (this.clocks.get(client) ?? 0)) this.clocks.set(client, clock);
	}
}

/** Ranges of this many are told apart by their start: a damaged length must not fill memory. */
const MAX_RANGE = 100_000;
