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

/** Messages under way: kept from the send until the last receive. */
export class Parcels {
	/** By send: receives that are still to come. */
	private readonly awaited: Int32Array;
	private readonly underWay = new Map<number, Parcel>();

	/** @param sendOf by event, the send of a receive */
	constructor(sendOf: Int32Array) {
		this.awaited = new Int32Array(sendOf.length);
		for (const send of sendOf) if (send >= 0) this.awaited[send]++;
	}

	/** Whether any receive will ask for what is sent. */
	isAwaited(send: number): boolean {
		return (this.awaited[send] ?? 0) > 0;
	}

	put(send: number, parcel: Parcel): void {
		this.underWay.set(send, parcel);
	}

	/** What a send carried; forgotten with the last receive of it. */
	take(send: number): Parcel | undefined {
		const parcel = this.underWay.get(send);
		this.awaited[send]--;
		if (this.awaited[send] === 0) this.underWay.delete(send);
		return parcel;
	}
}
