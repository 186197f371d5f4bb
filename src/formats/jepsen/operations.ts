import type { HistoryEntry } from './operation.ts';

/** An operation from its invocation to its end. */
export interface Operation {
	readonly invoke: HistoryEntry;
	/** How it ended; null where the history ends before. */
	readonly end: HistoryEntry | null;
	readonly process: string;
	readonly f: string;
	/** What it came to: an `ok` tells what was read, others have the invocation's value. */
	readonly value: unknown;
	readonly outcome: 'ok' | 'fail' | 'info';
	readonly from: number;
	/** When it surely had ended; infinity where that is not known. */
	readonly until: number;
}

/** Pairs invocations with their ends, process by process. Entries of processes that are no clients are left aside. */
export function operationsOf(entries: readonly HistoryEntry[]): {
	operations: Operation[];
	others: HistoryEntry[];
} {
	const operations: Operation[] = [];
	const others: HistoryEntry[] = [];
	const open = new Map<string, HistoryEntry>();
	const close = (invoke: HistoryEntry, end: HistoryEntry | null) => {
		const outcome = end === null || end.type === 'invoke' ? 'info' : end.type;
		operations.push({
			invoke,
			end,
			process: invoke.process,
			f: invoke.f,
			value: outcome === 'ok' ? (end?.value ?? invoke.value) : invoke.value,
			outcome,
			from: invoke.time,
			until: outcome === 'ok' ? (end as HistoryEntry).time : Number.POSITIVE_INFINITY,
		});
	};
	for (const entry of entries) {
		if (!/^\d+$/.test(entry.process)) {
			others.push(entry);
			continue;
		}
		const invoke = open.get(entry.process);
		if (entry.type === 'invoke') {
			if (invoke !== undefined) close(invoke, null);
			open.set(entry.process, entry);
		} else if (invoke !== undefined && invoke.f === entry.f) {
			open.delete(entry.process);
			close(invoke, entry);
		} else others.push(entry);
	}
	for (const invoke of open.values()) close(invoke, null);
	return { operations: operations.sort((a, b) => a.from - b.from), others };
}
