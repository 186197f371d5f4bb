import { membersOf } from '../../analysis/conflicts.ts';
import { createsVersion, Op } from '../../trace/ops.ts';
import type { Place } from '../model.ts';
import { placeOf, type Shown } from '../shown.ts';
import { label } from './label.ts';
import { dataLabel, messageLabel } from './labels.ts';
import { type ConflictNotes, writersOf } from './notes.ts';
import { hasClient, type Participants } from './participants.ts';
import type { Step } from './step.ts';
import { vectorNote } from './vectorNote.ts';

/** How many keys a note on several conflicts names. */
const NAMED_KEYS = 3;

/** Writes the statements of a diagram, and remembers the line that each one shows. */
export class StatementWriter {
	readonly lines: string[] = [];
	readonly places: (Place | null)[] = [];

	constructor(
		private readonly shown: Shown,
		private readonly participants: Participants,
		private readonly notes: ConflictNotes,
		/** What the diagram is about: then its conflicts need not say their key. */
		private readonly key: number | null,
		private readonly versionOf: (event: number) => number,
	) {}

	/** A statement that shows no line of the trace. */
	plain(text: string): void {
		this.lines.push(text);
		this.places.push(null);
	}

	/** An event, and the notes that stand after it. */
	step(step: Step): void {
		const { event } = step;
		const { trace } = this.shown.analysis;
		const op = trace.op[event] as number;
		const { participants: p } = this;
		const at = p.replica(trace.replica[event] as number);
		if (op === Op.state) this.note(event, at, dataLabel(this.shown, event));
		else if (op === Op.send || op === Op.receive || op === Op.sync) {
			const peer = p.replica(trace.peer[event] as number);
			const [from, to] = op === Op.receive ? [peer, at] : [at, peer];
			const arrow = step.as === 'lost' ? '--x' : step.as === 'away' ? '--)' : '-->>';
			this.add(event, `${from}${arrow}${to}: ${messageLabel(this.shown, step, this.key)}`);
		} else {
			const who = hasClient(trace, event) ? p.client(trace.client[event] as number) : at;
			this.add(event, `${who}->>${at}: ${dataLabel(this.shown, event)}`);
		}
		const version = createsVersion(op) ? this.versionOf(event) : -1;
		if (version >= 0) this.note(event, at, vectorNote(this.shown.analysis, version));
		const detected = this.notes.detected.get(event);
		if (detected !== undefined) this.conflictNote(event, detected);
		if (this.notes.resolving.has(event)) this.note(event, at, 'Resolves the conflict');
	}

	/** Says of a conflict that no replica came to hold two of its versions. */
	undetected(conflict: number): void {
		this.lines.push(
			`Note over ${this.over([conflict])}: Conflict not detected in the trace<br/>${verdict(this.shown, conflict)}`,
		);
		this.places.push(null);
	}

	private conflictNote(event: number, conflicts: number[]): void {
		const { trace, conflicts: all, totals } = this.shown.analysis;
		const [first] = conflicts as [number];
		const over = this.over(conflicts);
		const names = conflicts
			.slice(0, NAMED_KEYS)
			.map((conflict) => label(trace.keys.text(all.key[conflict] as number), 40));
		if (conflicts.length > NAMED_KEYS) names.push('…');
		const on = this.key !== null || totals.keys === 1 ? '' : `: ${names.join(', ')}`;
		if (conflicts.length === 1)
			this.note(event, over, `Conflict detected${on}<br/>${verdict(this.shown, first)}`);
		else this.note(event, over, `${conflicts.length} conflicts detected${on}`);
	}

	private over(conflicts: number[]): string {
		const writers = conflicts.flatMap((conflict) => writersOf(this.shown.analysis, conflict));
		const [first, last] = this.participants
			.ends(writers)
			.map((replica) => this.participants.replica(replica));
		return first === last ? `${first}` : `${first},${last}`;
	}

	private note(event: number, over: string, text: string): void {
		this.add(event, `Note over ${over}: ${text}`);
	}

	private add(event: number, text: string): void {
		this.lines.push(text);
		this.places.push(placeOf(this.shown.analysis.trace, event));
	}
}

function verdict({ analysis: { conflicts } }: Shown, conflict: number): string {
	return membersOf(conflicts, conflict).length === 2 ? 'Neither vector dominates' : 'No vector dominates';
}
