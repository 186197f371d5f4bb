import type { LineRange } from '../../src/session/protocol.ts';
import type { Context } from '../view.ts';
import type { OverviewData } from './data.ts';
import type { Picture } from './picture.ts';
import type { RangeBar } from './rangeBar.ts';

/** The stretch that the user marked becomes the range of the tabs Sequence and Conflicts. */
export class MarkedRange {
	private asked = 0;

	constructor(
		private readonly context: Context,
		private readonly data: OverviewData,
		private readonly picture: Picture,
		private readonly bar: RangeBar,
	) {}

	/** Marks a stretch in the picture; `done` when it is the one. */
	mark(from: number, to: number, done: boolean): void {
		const range = this.rounded(from, to);
		this.picture.marks.range = range;
		this.picture.invalidate();
		if (done) void this.choose(range.from, range.to);
	}

	/** Whole lines or events: parts of one cannot be chosen. */
	private rounded(from: number, to: number): { from: number; to: number } {
		if (this.data.info?.unit === 'ms') return { from, to };
		return { from: Math.floor(from), to: Math.max(Math.floor(from) + 1, Math.ceil(to)) };
	}

	/** Asks which lines it is and hands them to the other tabs. */
	private async choose(from: number, to: number): Promise<void> {
		const { navigation, navigated } = this.context;
		const lines = await this.tell({ from, to });
		if (!lines) return;
		navigation.overview.range = { from, to };
		navigation.conflicts.lines = lines.length > 0 ? lines : null;
		const [first, ...also] = lines;
		if (first) {
			navigation.sequence.scope = { kind: 'range', ...first, ...(also.length > 0 && { also }) };
			navigation.sequence.page = 0;
		}
		navigated();
	}

	/** Tells what the stretch holds and answers its lines; null where another one was chosen meanwhile. */
	async tell({ from, to }: { from: number; to: number }): Promise<LineRange[] | null> {
		const asked = ++this.asked;
		// The lines are those of all keys, whichever is shown.
		const scope = { ...this.data.scope, key: null };
		const answer = await this.context.host.query('overviewRange', { ...scope, from, to, lane: null });
		if (asked !== this.asked || 'err' in answer) return null;
		this.bar.show(answer.ok);
		return answer.ok.lines;
	}

	/** Takes it back from the other tabs, unless these went on to something else. */
	clear(): void {
		const { picture, bar } = this;
		if (!picture.marks.range) return;
		picture.marks.range = null;
		picture.invalidate();
		bar.hide();
		this.asked++;
		const { navigation, navigated } = this.context;
		const { scope } = navigation.sequence;
		const [first] = navigation.conflicts.lines ?? [];
		if (first && scope?.kind === 'range' && sameLines(scope, first)) navigation.sequence.scope = null;
		navigation.conflicts.lines = null;
		navigation.overview.range = null;
		navigated();
	}
}

function sameLines(a: LineRange, b: LineRange): boolean {
	return a.file === b.file && a.from === b.from && a.to === b.to;
}
