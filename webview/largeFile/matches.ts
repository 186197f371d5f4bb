import type { Found, TextPosition } from '../../src/session/linesProtocol.ts';

/** What a search has found so far. Places are held as numbers in arrays, in the order of the file. */
export class Matches {
	lines = new Uint32Array(256);
	columns = new Uint32Array(256);
	lengths = new Uint32Array(256);
	/** Places that are held. */
	count = 0;
	/** Matches in all: may be more than are held. */
	total = 0;
	searched = 0;
	size = 0;
	done = false;

	add(found: Found): void {
		const count = this.count + found.lines.length;
		if (count > this.lines.length) {
			this.lines = larger(this.lines, count);
			this.columns = larger(this.columns, count);
			this.lengths = larger(this.lengths, count);
		}
		this.lines.set(found.lines, this.count);
		this.columns.set(found.columns, this.count);
		this.lengths.set(found.lengths, this.count);
		this.count = count;
		this.total = found.total;
		this.searched = found.searched;
		this.size = found.size;
		this.done = found.done;
	}

	/** The first match that starts at a place or behind it; `count` where none does. Logarithmic. */
	from({ line, column }: TextPosition): number {
		let low = 0;
		let high = this.count;
		while (low < high) {
			const middle = (low + high) >> 1;
			const at = this.lines[middle] as number;
			if (at < line || (at === line && (this.columns[middle] as number) < column)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	place(match: number): { line: number; start: number; end: number } {
		const start = this.columns[match] as number;
		return { line: this.lines[match] as number, start, end: start + (this.lengths[match] as number) };
	}
}

function larger(values: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
	const grown = new Uint32Array(Math.max(least, values.length * 2));
	grown.set(values);
	return grown;
}
