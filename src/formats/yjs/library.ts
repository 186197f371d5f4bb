/** An update decoded by Yjs itself, which is loaded here and nowhere else; what went wrong, in words. */
export async function decodeEncoded(base64: string): Promise<unknown | string> {
	let yjs: typeof import('yjs');
	try {
		yjs = await import('yjs');
	} catch (error) {
		return `the library yjs, which cannot be loaded (${(error as Error).message})`;
	}
	try {
		const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
		const { structs, ds } = yjs.decodeUpdate(bytes);
		return {
			ds,
			structs: structs.map((struct) => plain(struct)),
			structTypes: structs.map((struct) => struct.constructor.name),
		};
	} catch (error) {
		return `an update of Yjs, version 1, as base64 (${(error as Error).message})`;
	}
}

/** A struct without what refers to a document. */
function plain(struct: object): object {
	const { id, length, origin, rightOrigin, parent, parentSub, content } = struct as Record<string, unknown>;
	return { id, length, origin, rightOrigin, parent, parentSub, content };
}
