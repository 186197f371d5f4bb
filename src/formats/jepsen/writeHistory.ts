import { Evidence } from '../../trace/importedColumns.ts';
import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { EventBatch } from '../eventBatch.ts';
import { addTo } from '../grouped.ts';
import { plural } from '../plural.ts';
import type { HistoryEntry } from './operation.ts';
import { type Operation, operationsOf } from './operations.ts';
import { type Access, accessesOf, hasTuples } from './registers.ts';
import { orderWrites, type Read, type Write } from './writeOrder.ts';

/** Puts the writes and reads of histories into the trace; files are histories of their own, told apart by their number. */
export function writeHistory(builder: TraceBuilder, histories: readonly (readonly HistoryEntry[])[]): void {
	const batch = new EventBatch();
	const figures = { unseen: 0, failed: 0, divergent: [] as { file: number; line: number; text: string }[] };
	for (const [number, entries] of histories.entries()) {
		const prefix = histories.filter((other) => other.length > 0).length > 1 ? `${number + 1}/` : '';
		writeOne(batch, builder, entries, prefix, figures);
	}
	builder.madeDots = true;
	batch.flush(builder);
	for (const { file, line, text } of figures.divergent)
		builder.findings.add({ code: 'imported-note', file, line, text });
	builder.notes.push(
		'A history tells when clients began and ended operations, not what replicas knew: writes whose times overlap may have been concurrent, unless a read or a compare-and-set shows their order. Such conflicts are possible, not proven. A process is a client, not a replica.',
	);
	if (figures.failed > 0)
		builder.notes.push(
			`${plural(figures.failed, 'operation')} failed: what was to be written is no version.`,
		);
	if (figures.unseen > 0)
		builder.notes.push(
			`Of ${plural(figures.unseen, 'write')} the outcome is unknown, and no read shows the value: left out.`,
		);
}

function writeOne(
	batch: EventBatch,
	builder: TraceBuilder,
	entries: readonly HistoryEntry[],
	prefix: string,
	figures: { unseen: number; failed: number; divergent: { file: number; line: number; text: string }[] },
): void {
	const { operations, others } = operationsOf(entries);
	const isTuple = hasTuples(operations);
	const writes = new Map<string, Write[]>();
	const reads = new Map<string, Read[]>();
	for (const operation of operations) {
		const accesses = accessesOf(operation.f, operation.value, isTuple);
		if (accesses === null || operation.outcome === 'fail') {
			if (accesses !== null) figures.failed++;
			addEntry(batch, operation.end ?? operation.invoke, prefix);
			continue;
		}
		for (const access of accesses) {
			if (access.kind !== 'read')
				addTo(writes, access.key, { operation, access, value: JSON.stringify(access.value) });
			else if (operation.outcome === 'ok') addTo(reads, access.key, { operation, value: access.value });
		}
	}
	for (const entry of others) addEntry(batch, entry, prefix);
	for (const [key, ofKey] of reads) for (const read of ofKey) addRead(batch, prefix + key, read, prefix);
	for (const [key, ofKey] of writes) {
		const { ordered, unseen, divergent, contradictory } = orderWrites(ofKey, reads.get(key) ?? []);
		figures.unseen += unseen.length;
		for (const { operation } of unseen) addEntry(batch, operation.end ?? operation.invoke, prefix);
		for (const { operation } of divergent) {
			const { file, place } = operation.end as HistoryEntry;
			figures.divergent.push({
				file,
				line: place.line,
				text: 'This read shows appends in another order than a longer one does: the list had two histories.',
			});
		}
		for (const { operation } of contradictory) {
			const { file, place } = operation.end ?? operation.invoke;
			addEntry(batch, operation.end ?? operation.invoke, prefix);
			figures.divergent.push({
				file,
				line: place.line,
				text: 'What reads show of the order of this write contradicts the times of the operations: it is left out of pairs and conflicts.',
			});
		}
		for (const { write, dot } of ordered) {
			const { operation, access } = write;
			batch.add({ ...placeOf(operation, prefix), ...opOf(access), key: prefix + key, ...dot });
		}
	}
	for (const { file } of entries.slice(0, 1)) {
		const invocations = entries.filter(({ type }) => type === 'invoke').length;
		const about = builder.files[file];
		if (about !== undefined && invocations > 0) about.ignored.invocations = invocations;
	}
}

function opOf(access: Access) {
	return { op: Op.write, value: { json: access.value ?? null }, evidence: Evidence.possible };
}

/** A client's read is no state of a replica. */
function addRead(batch: EventBatch, key: string, { operation, value }: Read, prefix: string): void {
	batch.add({
		...placeOf(operation, prefix),
		op: Op.event,
		key,
		value: { json: `read ${JSON.stringify(value ?? null)}` },
	});
}

/** What is about no register: a nemesis, an operation that failed or that is unknown here. */
function addEntry(batch: EventBatch, entry: HistoryEntry, prefix: string): void {
	const { process, f, type, value, file, place } = entry;
	batch.add({
		op: Op.event,
		at: prefix + (/^\d+$/.test(process) ? `process ${process}` : process),
		value: { json: `${f} ${type}${value === null ? '' : ` ${JSON.stringify(value)}`}` },
		file,
		place,
		...timesOf(entry),
	});
}

function placeOf({ end, invoke, process }: Operation, prefix: string) {
	const entry = end ?? invoke;
	const { file, place } = entry;
	return { file, place, at: `${prefix}process ${process}`, ...timesOf(entry) };
}

/** Times order the entries; they are all of one clock, and count from the start of the test. */
function timesOf({ time }: HistoryEntry): { seq: number } {
	return { seq: time };
}
