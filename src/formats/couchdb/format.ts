import type { FileHead, Format } from '../format.ts';
import { isRecognised } from './shapes.ts';

export const couchdbFormat: Format = {
	id: 'couchdb',
	title: 'CouchDB or PouchDB feed',
	detect,
	load: async () => (await import('./import.ts')).openCouchdb,
};

/** Documents that are longer than the head are known by how they begin. */
const BEGINS = /^\s*(\{\s*"(results|rows|total_rows|offset|last_seq|pending)"\s*:|\[)/;
const TELLS_REVS =
	/"changes"\s*:\s*\[\s*\{\s*"rev"\s*:\s*"\d+-|"_rev"\s*:\s*"\d+-|"value"\s*:\s*\{\s*"rev"\s*:\s*"\d+-/;
const EMPTY_FEED = /^\s*\{\s*"results"\s*:\s*\[\s*\]\s*,\s*"last_seq"/;

function detect({ text, whole }: FileHead): number {
	const lines = text.split('\n', 21);
	// The last line may be torn.
	if (!whole) lines.pop();
	for (const line of lines) {
		if (line.trim() === '') continue;
		try {
			if (isRecognised(JSON.parse(line))) return 0.9;
		} catch {
			break;
		}
	}
	return EMPTY_FEED.test(text) || (BEGINS.test(text) && TELLS_REVS.test(text)) ? 0.8 : 0;
}
