import type { Mark } from '../../src/session/linesProtocol.ts';
import type { Host } from './host.ts';

/** Asked for around what is shown, so that short ways need no asking. */
const AROUND = 200;

/** The findings on the lines around what is shown, and where in the file there are any. */
export class Findings {
	/** By stretch of the file how severe its worst finding is; see the protocol. */
	ruler: Uint8Array = new Uint8Array(0);
	/** How many of those around what is shown are marked, and how many there are. */
	around = { marked: 0, total: 0 };
	private readonly byLine = new Map<number, Mark[]>();
	private known = { revision: -1, from: 0, to: 0 };
	private asked = '';
	private askedRuler = '';

	constructor(
		private readonly query: Host['query'],
		private readonly changed: () => void,
	) {}

	on(line: number): readonly Mark[] {
		return this.byLine.get(line) ?? [];
	}

	/** Has the findings on these lines come; those of an older analysis stay until then. */
	async want(revision: number, from: number, to: number): Promise<void> {
		const { known } = this;
		if (known.revision === revision && known.from <= from && to <= known.to) return;
		const wanted = { revision, from: Math.max(1, from - AROUND), to: to + AROUND };
		const key = JSON.stringify(wanted);
		if (this.asked === key) return;
		this.asked = key;
		const answer = await this.query('marks', { from: wanted.from, to: wanted.to });
		if (this.asked !== key || 'err' in answer) return;
		this.known = wanted;
		const { rows, total } = answer.ok;
		this.around = { marked: rows.length, total };
		this.byLine.clear();
		for (const mark of rows) {
			const marks = this.byLine.get(mark.line);
			if (marks === undefined) this.byLine.set(mark.line, [mark]);
			else marks.push(mark);
		}
		this.changed();
	}

	async wantRuler(revision: number, lines: number, count: number): Promise<void> {
		const key = `${revision} ${lines} ${count}`;
		if (this.askedRuler === key || count <= 0) return;
		this.askedRuler = key;
		const answer = await this.query('ruler', { lines, count });
		if (this.askedRuler !== key || 'err' in answer) return;
		this.ruler = answer.ok;
		this.changed();
	}

	/** They are of another file, or of none. */
	clear(): void {
		this.around = { marked: 0, total: 0 };
		this.byLine.clear();
		this.known = { revision: -1, from: 0, to: 0 };
		this.asked = '';
		this.askedRuler = '';
	}
}
