/** Pieces travel in strings of about this length: one for all of it could be longer than a string may be. */
const PIECE = 1 << 20;

/** A long text's parts, joined to fewer pieces. */
export function pieces(parts: Iterable<string>): string[] {
	const joined: string[] = [];
	let piece = '';
	for (const part of parts) {
		piece += part;
		if (piece.length < PIECE) continue;
		joined.push(piece);
		piece = '';
	}
	return [...joined, piece];
}
