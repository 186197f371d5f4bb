import type { FileReader } from '../format.ts';

/** So many bytes, or a line, are enough to choose by. */
const ENOUGH = 512;

/**
 * A reader that is chosen by how the file begins, for formats whose files look differently.
 *
 * @param choose gets the file's first line, or the first part of it
 */
export function chooseReader(choose: (beginning: string) => FileReader): FileReader {
	let reader: FileReader | null = null;
	let waiting = new Uint8Array(0);
	const begin = () => {
		const [line = ''] = new TextDecoder().decode(waiting).replace(/^\s+/, '').split('\n', 1);
		reader = choose(line);
		reader.push(waiting);
		waiting = new Uint8Array(0);
		return reader;
	};
	return {
		push(chunk) {
			if (reader !== null) {
				reader.push(chunk);
				return;
			}
			const all = new Uint8Array(waiting.length + chunk.length);
			all.set(waiting);
			all.set(chunk, waiting.length);
			waiting = all;
			if (waiting.length >= ENOUGH) begin();
		},
		end() {
			(reader ?? begin()).end();
		},
	};
}
