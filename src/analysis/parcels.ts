import { grown } from '../trace/growable.ts';
import type { Bounds } from './bounds.ts';
import type { Holding } from './holdings.ts';
import type { Told } from './toldCounters.ts';

/** What a message of all keys carries, as it was when it was sent. */
export interface Everything {
	readonly holding: Holding;
	readonly told: Told;
}

/** Messages under way: kept from the send until the last receive. The room of those that name keys is used again and again. */
export class Parcels {
	/** What messages of single keys carry: how many receives are to come, then the counts of their keys. */
	cells = new Int32Array(1 << 10);
	private used = 0;
	/** By length: free places in `cells`. */
	private readonly free: number[][] = [];
	/** By send: how many receives are to come, negative; where it stands in `cells` while it is under way. */
	private readonly place: Int32Array;
	private readonly everything = new Map<number, { left: number; parcel: Everything }>();
	/** By send: what vectors told the sender of each key, where they told anything. */
	private readonly told = new Map<number, readonly Bounds[]>();

	/** @param sendOf by event, the send of a receive */
	constructor(sendOf: Int32Array) {
		this.place = new Int32Array(sendOf.length);
		for (let receive = 0; receive < sendOf.length; receive++) {
			const send = sendOf[receive] as number;
			if (send >= 0) this.place[send]--;
		}
	}

	/** Whether any receive will ask for what is sent. */
	isAwaited(send: number): boolean {
		return send < this.place.length && (this.place[send] as number) < 0;
	}

	/** Makes room for the counts of a message of single keys, and answers where it starts in `cells`. */
	put(send: number, length: number): number {
		const free = this.free[length]?.pop();
		const at = free ?? this.used + 1;
		if (free === undefined) {
			this.used += length + 1;
			if (this.used > this.cells.length) this.cells = grown(this.cells, this.used);
		}
		this.cells[at - 1] = -(this.place[send] as number);
		this.place[send] = at;
		return at;
	}

	/** Where the counts of a message stand; to be looked at before the next one is put. */
	take(send: number, length: number): number {
		const at = this.place[send] as number;
		if (--this.cells[at - 1] === 0) {
			if (this.told.size > 0) this.told.delete(send);
			let free = this.free[length];
			if (free === undefined) {
				free = [];
				this.free[length] = free;
			}
			free.push(at);
		}
		return at;
	}

	putTold(send: number, counters: readonly Bounds[]): void {
		this.told.set(send, counters);
	}

	/** To be asked before the message is taken. */
	toldOf(send: number): readonly Bounds[] | undefined {
		return this.told.get(send);
	}

	putEverything(send: number, parcel: Everything): void {
		this.everything.set(send, { left: -(this.place[send] as number), parcel });
	}

	takeEverything(send: number): Everything {
		const known = this.everything.get(send);
		if (known === undefined) throw new Error('Nothing was sent.');
		if (--known.left === 0) this.everything.delete(send);
		return known.parcel;
	}
}
