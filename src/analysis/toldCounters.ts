import { type Bounds, boundOf, mergedInto, raised } from './bounds.ts';

/** Told of what vectors cover. */
export interface ToldVisitor {
	/** A vector tells a replica of the versions of a key whose dots are of `writer`, with counters in (after, until]. */
	onCover?(replica: number, key: number, writer: number, after: number, until: number, event: number): void;
	/** The same for all keys. */
	onCoverAll?(replica: number, writer: number, after: number, until: number, event: number): void;
}

/** What one replica was told of all keys, and how long its log of single keys is. */
export interface Told {
	readonly all: Bounds;
	readonly length: number;
}

const NOTHING: Bounds = [];
/** Vectors of up to so many numbers are taken over pair by pair, longer ones in one go. */
const SHORT = 4;
/** Numbers of an entry of a log. */
const ENTRY = 3;

/** What vectors told each replica: by replica of the dots, the counter up to which it has seen them, of one key or of all. */
export class ToldCounters {
	/** Whether any vector told anything. */
	any = false;
	private readonly all: Bounds[];
	/** By replica and key. */
	private readonly byKey = new Map<number, Bounds>();
	/** By replica, what it was told of single keys, in order: key, replica of the dots and counter. */
	private readonly logs: number[][] = [];
	/** By receiver and sender: how much of the sender's log the receiver has taken. */
	private readonly taken = new Map<number, number>();

	/** @param keepsLogs whether there are messages that carry everything */
	constructor(
		private readonly keys: number,
		replicas: number,
		private readonly keepsLogs: boolean,
		private readonly visitor: ToldVisitor,
	) {
		this.all = new Array(replicas).fill(NOTHING);
	}

	ofKey(replica: number, key: number): Bounds {
		return this.any ? (this.byKey.get(replica * this.keys + key) ?? NOTHING) : NOTHING;
	}

	ofAll(replica: number): Bounds {
		return this.all[replica] as Bounds;
	}

	/** The counter up to which vectors told a replica of the dots of `writer` of a key, -1 for nothing. */
	of(replica: number, key: number, writer: number): number {
		if (!this.any) return -1;
		return Math.max(boundOf(this.ofKey(replica, key), writer), boundOf(this.ofAll(replica), writer));
	}

	/** A vector at a replica covers the dots of `writer` up to `counter`, of one key. */
	cover(replica: number, key: number, writer: number, counter: number, event: number): void {
		const before = this.of(replica, key, writer);
		if (counter <= before) return;
		this.any = true;
		this.visitor.onCover?.(replica, key, writer, before, counter, event);
		this.byKey.set(replica * this.keys + key, raised(this.ofKey(replica, key), writer, counter));
		this.log(replica, key, writer, counter);
	}

	/** The same for each pair of a vector. */
	coverEach(replica: number, key: number, counters: Bounds, event: number): void {
		if (counters.length <= SHORT) {
			for (let i = 0; i < counters.length; i += 2)
				this.cover(replica, key, counters[i] as number, counters[i + 1] as number, event);
			return;
		}
		this.any = true;
		const all = this.ofAll(replica);
		const merged = mergedInto(this.ofKey(replica, key), counters, (writer, own, counter) => {
			const before = Math.max(own, boundOf(all, writer));
			if (counter <= before) return false;
			this.visitor.onCover?.(replica, key, writer, before, counter, event);
			this.log(replica, key, writer, counter);
			return true;
		});
		this.byKey.set(replica * this.keys + key, merged);
	}

	/** The same for all keys. */
	coverAllEach(replica: number, counters: Bounds, event: number): void {
		const known = this.ofAll(replica);
		if (counters === known || counters.length === 0) return;
		this.any = true;
		this.all[replica] = mergedInto(known, counters, (writer, before, counter) => {
			if (counter <= before) return false;
			this.visitor.onCoverAll?.(replica, writer, before, counter, event);
			return true;
		});
	}

	/** What a replica was told so far. */
	everything(replica: number): Told {
		return { all: this.ofAll(replica), length: this.logs[replica]?.length ?? 0 };
	}

	/** A replica takes all that a sender had been told. */
	takeAll(replica: number, sender: number, { all, length }: Told, event: number): void {
		this.coverAllEach(replica, all, event);
		if (length === 0) return;
		const cell = replica * this.all.length + sender;
		const log = this.logs[sender] ?? [];
		for (let i = this.taken.get(cell) ?? 0; i < length; i += ENTRY)
			this.cover(replica, log[i] as number, log[i + 1] as number, log[i + 2] as number, event);
		this.taken.set(cell, Math.max(this.taken.get(cell) ?? 0, length));
	}

	private log(replica: number, key: number, writer: number, counter: number): void {
		if (!this.keepsLogs) return;
		let log = this.logs[replica];
		if (log === undefined) {
			log = [];
			this.logs[replica] = log;
		}
		log.push(key, writer, counter);
	}
}
