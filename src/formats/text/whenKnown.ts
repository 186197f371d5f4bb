import type { FileReader } from '../format.ts';

/** So many bytes tell which kind of file it is. */
const ENOUGH = 1 << 12;

/** A reader that is chosen by the first bytes of the file, as text and as they are. */
export function whenKnown(choose: (head: string, bytes: Uint8Array) => FileReader): FileReader {
	let reader: FileReader | null = null;
	const held: Uint8Array[] = [];
	let size = 0;
	const begin = () => {
		const head = new Uint8Array(size);
		let at = 0;
		for (const chunk of held) {
			head.set(chunk, at);
			at += chunk.length;
		}
		reader = choose(new TextDecoder().decode(head), head);
		reader.push(head);
	};
	return {
		push(chunk) {
			if (reader !== null) {
				reader.push(chunk);
				return;
			}
			held.push(chunk.slice());
			size += chunk.length;
			if (size >= ENOUGH) begin();
		},
		end() {
			if (reader === null) begin();
			reader?.end();
		},
	};
}
