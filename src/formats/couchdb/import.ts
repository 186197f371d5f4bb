import type { TraceBuilder } from '../../trace/trace.ts';
import type { FileReader, Importer, ImportFile, ImportOptions } from '../format.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import { Documents } from './documents.ts';
import { readRecord } from './readRecord.ts';
import type { Sighting } from './revTree.ts';
import type { ChangesRow, Doc } from './shapes.ts';
import { writeTrees } from './writeTrees.ts';

/** Records without a sequence number come after all that have one. */
const WITHOUT_SEQ = 1e12;

/** What feeds, open revisions and documents of one or several databases tell of the documents' revision trees. */
export function openCouchdb(builder: TraceBuilder, options: ImportOptions): Importer {
	const documents = new Documents();
	let records = 0;
	return {
		open(file) {
			const nameOf = (database: string) => options.maps.databases?.[database] ?? database;
			return reader(builder, file, documents, (seq) => seq ?? WITHOUT_SEQ + records++, nameOf);
		},
		finish: () => writeTrees(builder, documents),
	};
}

function reader(
	builder: TraceBuilder,
	file: ImportFile,
	documents: Documents,
	orderOf: (seq: number | null) => number,
	nameOf: (database: string) => string,
): FileReader {
	const base = file.name.replace(/^.*[\\/]|\.[^.]*(\.(gz|zst))?$/g, '');
	const sightingOf = (record: JsonRecord, database: string | null, seq: unknown): Sighting => ({
		file: json.number,
		place: record.place,
		database: file.nodeGiven ? (file.node as string) : nameOf(database ?? file.node ?? base),
		order: orderOf(seqNumber(seq)),
	});
	const json: JsonRecords = new JsonRecords(
		builder,
		file.name,
		(record) => {
			readRecord(record, {
				changes(row: ChangesRow, place, database) {
					documents.changes(row, sightingOf(place, database, (row as { seq?: unknown }).seq));
				},
				doc(doc: Doc, place, database, isWinner) {
					documents.doc(doc, sightingOf(place, database, null), isWinner);
				},
				ignore: (kind) => json.ignore(kind),
				reject: (place) => json.reject(place.place, 'a change, a document or an answer of CouchDB'),
			});
		},
		['results', 'rows'],
	);
	return json;
}

/** PouchDB counts changes with numbers; CouchDB gives opaque texts, which begin with one: `12-g1AAAA…`. */
function seqNumber(seq: unknown): number | null {
	const number =
		typeof seq === 'number' ? seq : typeof seq === 'string' ? Number.parseInt(seq, 10) : Number.NaN;
	return Number.isFinite(number) ? number : null;
}
