/** Bytes that can be read at any place. */
export interface RandomBytes {
	readonly size: number;
	/** The bytes [offset, offset + length), fewer at the end. Valid until the next call. */
	read(offset: number, length: number): Uint8Array;
}

/** The last place up to `limit` that is not within a character. */
export function characterEnd(bytes: Uint8Array, limit: number): number {
	let end = limit;
	for (let back = 0; back < 3 && end > 0 && isInside(bytes, end); back++) end--;
	// So far back no character starts that goes on here: these bytes are parts of none.
	return isInside(bytes, end) ? limit : end;
}

/** The first place from `at` on that is not within a character. */
export function nextCharacter(bytes: Uint8Array, at: number): number {
	let next = at;
	while (next < bytes.length && isInside(bytes, next)) next++;
	return next;
}

/** Whether a byte goes on with a character. */
function isInside(bytes: Uint8Array, at: number): boolean {
	return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}
