import type { Found } from '../linesProtocol.ts';

/** Places of more matches are not told, their number is. */
export const MAX_PLACES = 200_000;

/** Matches that were not told yet, and how many there are in all. */
export class Matches {
	total = 0;
	private lines = new Uint32Array(1024);
	private columns = new Uint32Array(1024);
	private lengths = new Uint32Array(1024);
	private count = 0;

	add(line: number, column: number, length: number): void {
		if (this.total++ >= MAX_PLACES) return;
		if (this.count === this.lines.length) {
			[this.lines, this.columns, this.lengths] = [this.lines, this.columns, this.lengths].map(doubled) as [
				Uint32Array<ArrayBuffer>,
				Uint32Array<ArrayBuffer>,
				Uint32Array<ArrayBuffer>,
			];
		}
		this.lines[this.count] = line;
		this.columns[this.count] = column;
		this.lengths[this.count++] = length;
	}

	take(searched: number, size: number, done: boolean): Found {
		const { count } = this;
		this.count = 0;
		return {
			lines: this.lines.slice(0, count),
			columns: this.columns.slice(0, count),
			lengths: this.lengths.slice(0, count),
			total: this.total,
			searched: Math.min(searched, size),
			size,
			done,
		};
	}
}

function doubled(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const larger = new Uint32Array(values.length * 2);
	larger.set(values);
	return larger;
}
