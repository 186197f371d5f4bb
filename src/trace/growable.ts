type Column = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** A copy of a column that holds at least `length` rows: doubled, so that appending n rows costs O(n) in all. */
export function grown<C extends Column>(column: C, length: number): C {
	if (length <= column.length) return column;
	const size = Math.max(length, column.length * 2, 16);
	const larger = new (column.constructor as new (size: number) => C)(size);
	larger.set(column as never);
	return larger;
}
