import type { TraceBuilder, TraceFile } from '../../trace/trace.ts';
import { CsvRecords } from '../csv/records.ts';
import { addEvent } from '../eventBatch.ts';
import {
	type FileReader,
	type Importer,
	type ImportFile,
	type OpenImporter,
	UnusableSettings,
} from '../format.ts';
import { type JsonRecord, JsonRecords } from '../json/records.ts';
import type { Place } from '../text/place.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { isProblem, mapRow } from './mapRow.ts';
import { csvRow, jsonRow, type Row } from './row.ts';

/** Reads rows by the mapping in `settings.mapping`. @throws Error where there is none, or what is wrong with it */
export const openMapped: OpenImporter = (builder, { settings }): Importer => {
	if (settings.mapping === undefined) {
		throw new UnusableSettings('rows are read by a mapping of columns to fields, and none is given');
	}
	let mapping: Mapping;
	try {
		mapping = readMapping(settings.mapping);
	} catch (error) {
		throw new UnusableSettings(`the mapping cannot be used: ${(error as Error).message}`);
	}
	return { open: (file) => whenKnown((head) => openRows(builder, file, mapping, isJson(head))) };
};

/** Whether a file holds JSON rather than CSV. */
export function isJson(head: string): boolean {
	return /^\ufeff?\s*[[{]/.test(head);
}

function openRows(builder: TraceBuilder, file: ImportFile, mapping: Mapping, json: boolean): FileReader {
	const number = builder.files.length;
	const take = (row: Row, place: Place) => {
		const own = builder.files[number] as TraceFile;
		const event = mapRow(mapping, row);
		if (isProblem(event)) {
			own.skipped[event.code] = (own.skipped[event.code] ?? 0) + 1;
			builder.findings.add({ code: event.code, file: number, line: place.line, text: event.text });
			return;
		}
		addEvent(builder, {
			...event,
			ts: event.ts === undefined ? undefined : event.ts + file.clockOffset,
			file: number,
			place,
		});
		own.endEvent = builder.count;
	};
	return json ? openJson(builder, file.name, take) : openCsv(builder, file.name, mapping, take);
}

function openJson(builder: TraceBuilder, name: string, take: (row: Row, place: Place) => void): FileReader {
	const each = (record: JsonRecord): void => {
		if (Array.isArray(record.value)) for (const part of record.elements()) each(part);
		else take(jsonRow(record.value), record.place);
	};
	return new JsonRecords(builder, name, each);
}

function openCsv(
	builder: TraceBuilder,
	name: string,
	{ header, separator }: Mapping,
	take: (row: Row, place: Place) => void,
): FileReader {
	const number = builder.files.length;
	const file = builder.beginFile(name);
	let columns: readonly string[] | null = null;
	const records = new CsvRecords(
		{
			record({ fields, place }) {
				if (header && columns === null) columns = fields;
				else take(csvRow(fields, columns), place);
				return true;
			},
			malformed(line, expected) {
				file.skipped['malformed-line'] = (file.skipped['malformed-line'] ?? 0) + 1;
				builder.findings.add({ code: 'malformed-line', file: number, line, text: expected });
			},
		},
		separator,
	);
	const settle = () => {
		file.lines = records.lines;
		file.bytes = records.bytes;
	};
	return {
		push(chunk) {
			records.push(chunk);
			settle();
		},
		end() {
			records.end();
			settle();
		},
	};
}
