import type { ShownLine } from '../../src/session/linesProtocol.ts';
import type { Host } from './host.ts';

/** How much of a long line is asked for, in bytes: first some, then a piece, and then piece after piece. */
const FIRST = 1 << 16;
const PIECE = 1 << 18;
/** So much before a column that is to be shown is shown with it, in columns. */
const AROUND = 1000;
/** Of so many lines more than the beginning is held: those that were looked at last. */
const KEPT = 16;

/** What is to be seen of a line: more of it at one of its ends, or a column. */
export type Wanted = 'before' | 'more' | number;

/** Pieces of long lines, which are too long to be shown as a whole. */
export class LongLines {
	private readonly pieces = new Map<number, ShownLine>();
	private readonly pending = new Map<number, Promise<unknown>>();

	constructor(private readonly query: Host['query']) {}

	/** The piece of a line that is shown in the place of its beginning. */
	get(line: number): ShownLine | undefined {
		return this.pieces.get(line);
	}

	clear(): void {
		this.pieces.clear();
	}

	/** @param shown what is shown of the line now @param isStill whether the file is still the same @returns whether it came */
	async expand(line: number, shown: ShownLine, to: Wanted, isStill: () => boolean): Promise<boolean> {
		// Quick clicks are one; a column that is gone to in the meantime is what is wanted last.
		if (this.pending.has(line) && typeof to !== 'number') return false;
		while (this.pending.has(line)) await this.pending.get(line);
		const query = this.query('line', { line, ...next(shown, this.pieces.has(line), to) });
		this.pending.set(line, query);
		const answer = await query;
		this.pending.delete(line);
		if ('err' in answer || !isStill()) return false;
		this.pieces.delete(line);
		this.pieces.set(line, answer.ok);
		const [oldest] = this.pieces.keys();
		if (this.pieces.size > KEPT) this.pieces.delete(oldest as number);
		return true;
	}
}

/** The piece that comes next: of the beginning more, as long as that is one piece. */
function next({ text, before }: ShownLine, isExpanded: boolean, to: Wanted): { from: number; limit: number } {
	const start = before?.columns ?? 0;
	const end = start + text.length;
	if (to === 'before') return { from: Math.max(0, start - text.length), limit: PIECE };
	if (to === 'more') {
		if (start > 0 || end >= PIECE / 3) return { from: end, limit: PIECE };
		return { from: 0, limit: isExpanded ? PIECE : FIRST };
	}
	// A column has at most three bytes.
	if (to < FIRST / 3) return { from: 0, limit: FIRST };
	return to < PIECE / 3 ? { from: 0, limit: PIECE } : { from: to - AROUND, limit: PIECE };
}
