/**
 * The changes of a saved document or of single changes, decoded by Automerge itself, which is loaded here and nowhere else; what
 * went wrong, in words.
 */
export async function decodeDocument(chunks: readonly Uint8Array[]): Promise<unknown[] | string> {
	const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	let automerge: typeof import('@automerge/automerge');
	try {
		automerge = await import('@automerge/automerge');
	} catch (error) {
		return `the library @automerge/automerge, which cannot be loaded (${(error as Error).message})`;
	}
	try {
		return automerge.getAllChanges(automerge.load(bytes)).map((change) => automerge.decodeChange(change));
	} catch (error) {
		return `a document of Automerge (${error instanceof Error ? error.message : String(error)})`;
	}
}
