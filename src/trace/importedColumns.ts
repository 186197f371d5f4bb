import { grown } from './growable.ts';
import { StringTable } from './stringTable.ts';

/** How sure a version's place in happened-before is: 0 is the surest. */
export const Evidence = { proven: 0, reported: 1, possible: 2 } as const;

export type Evidence = (typeof Evidence)[keyof typeof Evidence];
export type EvidenceName = keyof typeof Evidence;

/** Names by number, the inverse of {@link Evidence}. */
export const EVIDENCE_NAMES: readonly EvidenceName[] = ['proven', 'reported', 'possible'];

/** What an event of another system's log can tell beyond the columns that every trace has. */
export interface ImportedFacts {
	/** What the system itself calls the version: its rev, op id, xid, seqno. */
	native?: string;
	/** The value as JSON text, where it does not stand as JSON in the event's line. */
	value?: string;
	/** How sure the version's causality is; proven where nothing else is said. */
	evidence?: Evidence;
	/** The system's own order: of the latest versions in a conflict it keeps the one with the greatest rank. */
	rank?: number;
	/** The version ends its branch, and so settles the conflict it is in, once no more than one other branch is left. */
	closes?: boolean;
	/** The event's own vector clock, the event itself included: where it starts in the trace's pool. */
	clock?: number;
	/** Where the event's record stands within its line, in bytes from the line's start, if the line holds more than it. */
	record?: { start: number; length: number };
}

/** {@link ImportedFacts} as columns, by event; an event beyond their length has none. */
export class ImportedColumns {
	/** Natives and values. */
	readonly texts = new StringTable();
	/** Of texts; -1 for none. */
	native = new Int32Array(0);
	value = new Int32Array(0);
	evidence = new Uint8Array(0);
	/** NaN for none. */
	rank = new Float64Array(0);
	/** 1 where the version ends its branch. */
	closes = new Uint8Array(0);
	/** Of the trace's pool; -1 for none. */
	clock = new Int32Array(0);
	/** Length 0: the record is the line. */
	recordStart = new Uint32Array(0);
	recordLength = new Uint32Array(0);

	/** Takes what is known of an event. Events may come in any order. Amortised linear in the facts. */
	set(event: number, facts: ImportedFacts): void {
		this.reserve(event + 1);
		if (facts.native !== undefined) this.native[event] = this.texts.internText(facts.native);
		if (facts.value !== undefined) this.value[event] = this.texts.internText(facts.value);
		if (facts.evidence !== undefined) this.evidence[event] = facts.evidence;
		if (facts.rank !== undefined) this.rank[event] = facts.rank;
		if (facts.closes === true) this.closes[event] = 1;
		if (facts.clock !== undefined) this.clock[event] = facts.clock;
		if (facts.record !== undefined) {
			this.recordStart[event] = facts.record.start;
			this.recordLength[event] = facts.record.length;
		}
	}

	/** What the system calls the event's version; null where that is not known. */
	nativeOf(event: number): string | null {
		const text = this.native[event] ?? -1;
		return text < 0 ? null : this.texts.text(text);
	}

	/** The value's JSON text; null where the value stands in the file, or there is none. */
	valueOf(event: number): string | null {
		const text = this.value[event] ?? -1;
		return text < 0 ? null : this.texts.text(text);
	}

	private reserve(size: number): void {
		const before = this.native.length;
		if (size <= before) return;
		this.native = grown(this.native, size);
		this.value = grown(this.value, size);
		this.evidence = grown(this.evidence, size);
		this.rank = grown(this.rank, size);
		this.closes = grown(this.closes, size);
		this.clock = grown(this.clock, size);
		this.recordStart = grown(this.recordStart, size);
		this.recordLength = grown(this.recordLength, size);
		this.native.fill(-1, before);
		this.value.fill(-1, before);
		this.rank.fill(Number.NaN, before);
		this.clock.fill(-1, before);
	}
}
