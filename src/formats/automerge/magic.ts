/** The first bytes of a saved document and of a single change. */
const MAGIC = [0x85, 0x6f, 0x4a, 0x83] as const;

/** Whether a file is in the library's own form. */
export function isBinary(bytes: Uint8Array): boolean {
	return MAGIC.every((byte, i) => bytes[i] === byte);
}
