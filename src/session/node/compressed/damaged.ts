/** Compressed data that ends too early or cannot be what was compressed. What came out of it before stands. */
export class DamagedData extends Error {
	override name = 'DamagedData';

	constructor(
		reason: string,
		/** So many compressed bytes were good. */
		readonly at: number,
	) {
		super(reason);
	}
}
