/** Up to so many cells there is a table, memory of which is taken only where it is used; above that a map. */
const MAX_TABLE = 1 << 24;

/** Positive numbers by cell, a number below a limit: of a pair, for one; 0 where there is none. */
export class CellTable {
	private readonly table: Int32Array | null;
	private readonly map = new Map<number, number>();

	constructor(cells: number) {
		this.table = cells <= MAX_TABLE ? new Int32Array(cells) : null;
	}

	get(cell: number): number {
		return this.table === null ? (this.map.get(cell) ?? 0) : (this.table[cell] as number);
	}

	set(cell: number, value: number): void {
		if (this.table === null) this.map.set(cell, value);
		else this.table[cell] = value;
	}
}
