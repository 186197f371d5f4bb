import type { Known } from './bounds.ts';

/** What a message carries, as it was when it was sent. */
export interface Parcel {
	/** When the sender last created a version, -1 for never. */
	ownTime: number;
	/** What the sender knew of all keys. */
	all: Known;
	/** How long the sender's log of single keys was. */
	logLength: number;
	/** Of the key that the message names, or of each of its keys; null where it names none and carries everything. */
	keys: Known | Known[] | null;
}

/** Messages under way: kept from the send until the last receive. Their records are used again and again. */
export class Parcels {
	/** By send: receives that are still to come. */
	private readonly awaited: Int32Array;
	/** By send: the place of its parcel while it is under way. */
	private readonly place: Int32Array;
	private readonly parcels: Parcel[] = [];
	private readonly free: number[] = [];

	/** @param sendOf by event, the send of a receive */
	constructor(sendOf: Int32Array) {
		this.awaited = new Int32Array(sendOf.length);
		this.place = new Int32Array(sendOf.length);
		for (const send of sendOf) if (send >= 0) this.awaited[send]++;
	}

	/** Whether any receive will ask for what is sent. */
	isAwaited(send: number): boolean {
		return (this.awaited[send] ?? 0) > 0;
	}

	put(send: number, ownTime: number, all: Known, logLength: number, keys: Parcel['keys']): void {
		const place = this.free.pop() ?? this.parcels.push({ ownTime, all, logLength, keys }) - 1;
		const parcel = this.parcels[place] as Parcel;
		parcel.ownTime = ownTime;
		parcel.all = all;
		parcel.logLength = logLength;
		parcel.keys = keys;
		this.place[send] = place;
	}

	/** What a send carried; to be looked at before the next parcel is put. */
	take(send: number): Parcel {
		const place = this.place[send] as number;
		this.awaited[send]--;
		if (this.awaited[send] === 0) this.free.push(place);
		return this.parcels[place] as Parcel;
	}
}
