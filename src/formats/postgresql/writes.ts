import type { Place } from '../text/place.ts';

/** One change of one row: what becomes a version. */
export interface Write {
	readonly key: string;
	/** The server where it was committed first. */
	origin: string;
	/** Commit time there, microseconds since the Unix epoch; null where no log tells it. */
	time: number | null;
	/** Transaction id there. */
	xid: number | null;
	operation: 'write' | 'delete';
	value: unknown;
	file: number;
	place: Place;
	/** How good the place is; a better one replaces it: 0 the origin's own stream, 1 another stream, 2 and more reports. */
	quality: number;
	/** No log names it; only a row that is not there tells of it. */
	readonly implied: boolean;
	/** Number among its origin's writes of the key, from 1. */
	index: number;
}

/** What is known of a write when it is met. */
export type Mention = Omit<Write, 'implied' | 'index'>;

/** What begins a column in a row of pglogical. */
const COLUMN = /^ [^\s[]+\[[^\]]*\]:/;

/** All writes, found again by key with commit time, or with transaction and server. */
export class Writes {
	readonly all: Write[] = [];
	private readonly byTime = new Map<string, Write>();
	private readonly byXid = new Map<string, Write>();
	private readonly byKey = new Map<string, Write[]>();
	/** By commit time: for keys that a log cuts off. */
	private readonly ofTime = new Map<number, Write[]>();

	/** The write that a mention is of; what the mention tells beyond it is kept. */
	meet(mention: Mention): Write {
		const known = this.find(mention);
		if (known === null) return this.add({ ...mention, implied: false, index: 0 });
		known.time ??= mention.time;
		known.xid ??= mention.xid;
		if (mention.quality < known.quality) {
			const { file, place, quality } = mention;
			Object.assign(known, { file, place, quality });
			if (mention.value !== null) known.value = mention.value;
		} else known.value ??= mention.value;
		this.index(known);
		return known;
	}

	find({ key, time, xid, origin }: Pick<Mention, 'key' | 'time' | 'xid' | 'origin'>): Write | null {
		if (time !== null) {
			const same = this.byTime.get(`${time}|${key}`) ?? this.ofCutKey(time, key);
			if (same !== undefined) return same;
		}
		const same = xid === null ? undefined : this.byXid.get(`${origin}|${xid}|${key}`);
		return same !== undefined && (time === null || same.time === null) ? same : null;
	}

	ofKey(key: string): readonly Write[] {
		return this.byKey.get(key) ?? [];
	}

	add(write: Write): Write {
		this.all.push(write);
		const others = this.byKey.get(write.key);
		if (others === undefined) this.byKey.set(write.key, [write]);
		else others.push(write);
		this.index(write);
		return write;
	}

	private index(write: Write): void {
		const { key, time, xid, origin } = write;
		if (xid !== null) this.byXid.set(`${origin}|${xid}|${key}`, write);
		if (time === null || this.byTime.has(`${time}|${key}`)) return;
		this.byTime.set(`${time}|${key}`, write);
		const others = this.ofTime.get(time);
		if (others === undefined) this.ofTime.set(time, [write]);
		else if (!others.includes(write)) others.push(write);
	}

	/**
	 * Logs cut long values: `abc...` (pglogical) or `abc…` stands for any key of the same transaction that begins so. And a value that
	 * looks like the row's next column is cut before it.
	 */
	private ofCutKey(time: number, key: string): Write | undefined {
		const cut = /(\.\.\.|…)$/.exec(key);
		const start = cut === null ? key : key.slice(0, cut.index);
		const found = this.ofTime
			.get(time)
			?.filter(
				(write) =>
					write.key.startsWith(start) && (cut !== null || COLUMN.test(write.key.slice(start.length))),
			);
		return found?.length === 1 ? found[0] : undefined;
	}
}
