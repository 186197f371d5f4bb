/** The generation of a rev: how many revisions its branch has. */
export function generation(rev: string): number {
	return Number.parseInt(rev, 10);
}

/**
 * Compares two revs as CouchDB chooses the winner among leaves: one that is not deleted beats one that is, then the higher
 * generation, then the greater id by its bytes. Positive: the first wins. Source: couch_doc:to_doc_info_path.
 */
export function compareLeaves(
	a: { rev: string; deleted: boolean },
	b: { rev: string; deleted: boolean },
): number {
	if (a.deleted !== b.deleted) return a.deleted ? -1 : 1;
	return generation(a.rev) - generation(b.rev) || compareBytes(idOf(a.rev), idOf(b.rev));
}

/** An id of 32 hexadecimal digits is kept as 16 bytes, any other one as its text. */
function idOf(rev: string): Uint8Array {
	const id = rev.slice(rev.indexOf('-') + 1);
	if (!/^[0-9a-f]{32}$/i.test(id)) return new TextEncoder().encode(id);
	return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(id.slice(i * 2, i * 2 + 2), 16));
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
	for (let i = 0; i < Math.min(a.length, b.length); i++) {
		if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
	}
	return a.length - b.length;
}
