import { grown } from './growable.ts';

/** How serious a finding is. `error`: data is lost or undecided, or the trace cannot be right; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** Every finding's stable code with its severity, in the order in which findings of one severity are shown. */
export const FINDING_SEVERITY = {
	'conflict-open': 'error',
	'damaged-file': 'error',
	'malformed-line': 'error',
	'unknown-op': 'error',
	'missing-field': 'error',
	'vector-unsound': 'error',
	'dot-reused': 'error',
	'clock-cycle': 'error',
	'write-vanished': 'error',
	'file-left-out': 'warning',
	'limit-exceeded': 'warning',
	'clock-regression': 'warning',
	'clock-unknown-event': 'warning',
	'conflict-resolved': 'warning',
	'counter-regression': 'warning',
	'receive-before-send': 'warning',
	'receive-without-send': 'warning',
	'vector-claims-unseen': 'warning',
	'vector-misses-seen': 'warning',
	'duplicate-receive': 'info',
	'counter-gap': 'info',
	'clock-gap': 'info',
	'late-delivery': 'info',
	'not-a-conflict': 'info',
	'imported-note': 'info',
	'unknown-replica': 'warning',
	diverged: 'error',
	'causal-inversion': 'warning',
	'clock-skew': 'warning',
	'clock-step': 'warning',
	'hlc-violation': 'warning',
	'read-your-writes': 'warning',
	'monotonic-reads': 'warning',
	'monotonic-writes': 'warning',
	'writes-follow-reads': 'warning',
	'timestamp-tie': 'info',
	'stale-read': 'info',
	'written-away-from-home': 'warning',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof FINDING_SEVERITY;

export const FINDING_CODES = Object.keys(FINDING_SEVERITY) as FindingCode[];

/** Findings of importers about their system: nothing in the events alone tells them. */
export const CARRIED_CODES = [
	'not-a-conflict',
	'write-vanished',
	'imported-note',
] as const satisfies FindingCode[];

/** A finding as a converted trace has it: its places are lines of its file. */
export interface CarriedFinding {
	code: (typeof CARRIED_CODES)[number];
	line: number;
	related: readonly number[];
	text: string;
}

/**
 * Findings as columns. A finding has a place (file and line), the event it is about (-1 where the line is none), numbers
 * whose meaning its code defines (see report/findingText.ts), up to one static text, and related events.
 */
export class FindingStore {
	count = 0;
	private codes = new Uint8Array(16);
	private files = new Uint32Array(16);
	private lines = new Uint32Array(16);
	private events = new Int32Array(16);
	private numbers = new Float64Array(32);
	private texts = new Int32Array(16);
	private relatedAt = new Uint32Array(17);
	private relatedEvents = new Int32Array(16);
	private readonly distinctTexts: string[] = [];
	private readonly textIds = new Map<string, number>();

	/** Adds a finding. `related` are events; their number should be small (callers cap it). */
	add(finding: {
		code: FindingCode;
		file: number;
		line: number;
		event?: number;
		a?: number;
		b?: number;
		text?: string;
		related?: readonly number[];
	}): void {
		const id = this.count++;
		this.codes = grown(this.codes, this.count);
		this.files = grown(this.files, this.count);
		this.lines = grown(this.lines, this.count);
		this.events = grown(this.events, this.count);
		this.numbers = grown(this.numbers, this.count * 2);
		this.texts = grown(this.texts, this.count);
		this.relatedAt = grown(this.relatedAt, this.count + 1);
		this.codes[id] = FINDING_CODES.indexOf(finding.code);
		this.files[id] = finding.file;
		this.lines[id] = finding.line;
		this.events[id] = finding.event ?? -1;
		this.numbers[id * 2] = finding.a ?? -1;
		this.numbers[id * 2 + 1] = finding.b ?? -1;
		this.texts[id] = finding.text === undefined ? -1 : this.textId(finding.text);
		const start = this.relatedAt[id] as number;
		const related = finding.related ?? [];
		this.relatedEvents = grown(this.relatedEvents, start + related.length);
		this.relatedEvents.set(related, start);
		this.relatedAt[id + 1] = start + related.length;
	}

	code(id: number): FindingCode {
		return FINDING_CODES[this.codes[id] as number] as FindingCode;
	}

	file(id: number): number {
		return this.files[id] as number;
	}

	/** Line, from 1. */
	line(id: number): number {
		return this.lines[id] as number;
	}

	/** The event, or -1 where the finding is about a line that is no event. */
	event(id: number): number {
		return this.events[id] as number;
	}

	/** The first number, -1 where there is none. */
	a(id: number): number {
		return this.numbers[id * 2] as number;
	}

	/** The second number, -1 where there is none. */
	b(id: number): number {
		return this.numbers[id * 2 + 1] as number;
	}

	/** What was expected, in words; undefined where the code says it all. */
	text(id: number): string | undefined {
		return this.distinctTexts[this.texts[id] as number];
	}

	related(id: number): Int32Array {
		return this.relatedEvents.subarray(this.relatedAt[id], this.relatedAt[id + 1]);
	}

	private textId(text: string): number {
		let id = this.textIds.get(text);
		if (id === undefined) {
			id = this.distinctTexts.push(text) - 1;
			this.textIds.set(text, id);
		}
		return id;
	}
}
