/** Compressed data that ends too early or cannot be what was compressed. What came out of it before stands. */
export class DamagedData extends Error {
	override name = 'DamagedData';

	constructor(
		reason: string,
		/** So many compressed bytes were good. */
		readonly at: number,
		/** A checksum is another one: what came out of the bytes from here on may be wrong. */
		readonly wrongFrom: number | null = null,
	) {
		super(reason);
	}
}
