/** How many bytes the escape sequence of a JSON string at `at` has, which is a backslash; 0 where it is none, or goes on past `end`. */
export function escapeLength(bytes: Uint8Array, at: number, end: number): number {
	const kind = at + 1 < end ? (bytes[at + 1] as number) : -1;
	if (kind !== 0x75) return kind > 0 && '"\\/bfnrt'.includes(String.fromCharCode(kind)) ? 2 : 0;
	if (at + 6 > end) return 0;
	for (let i = at + 2; i < at + 6; i++) {
		const byte = bytes[i] as number;
		const hex =
			(byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
		if (!hex) return 0;
	}
	return 6;
}
