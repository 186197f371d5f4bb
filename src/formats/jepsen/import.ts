import type { TraceBuilder } from '../../trace/trace.ts';
import type { Importer } from '../format.ts';
import type { HistoryEntry } from './operation.ts';
import { historyReader } from './readEntries.ts';
import { writeHistory } from './writeHistory.ts';

/** Histories of clients' operations, with when each began and how it ended. */
export function openJepsen(builder: TraceBuilder): Importer {
	/** By file: each is a history of its own. */
	const histories: HistoryEntry[][] = [];
	return {
		open(file) {
			const entries: HistoryEntry[] = [];
			histories.push(entries);
			return historyReader(builder, file, (entry) => entries.push(entry));
		},
		finish: () => writeHistory(builder, histories),
	};
}
