import { Evidence } from '../../trace/importedColumns.ts';
import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { EventBatch, type ImportedEvent } from '../eventBatch.ts';
import { grouped } from '../grouped.ts';
import type { Joined } from './join.ts';
import type { Judged } from './judged.ts';
import type { KeyPast } from './past.ts';
import type { Write } from './writes.ts';

/** How many concurrent pairs are looked at to tell how sure they are. */
const PAIR_BUDGET = 5_000_000;

/** A delete goes before everything that it is concurrent with, whatever their times: there is no row left to compare with. */
const DELETES_WIN = 2 ** 52;

/** Puts what was joined into the trace: versions, what servers show to hold, findings, figures and notes. */
export function emit(builder: TraceBuilder, joined: Joined, offsets: ReadonlyMap<string, number>): void {
	const events: (ImportedEvent & { readonly order: number })[] = [];
	const add = (event: ImportedEvent, order: number) => events.push({ ...event, order }) - 1;
	const { writes, past, judged, copies } = joined;
	const unsure = new Set<Write>();
	let budget = PAIR_BUDGET;
	for (const key of past.values()) {
		for (const write of key.unsure(budget)) unsure.add(write);
		budget = Math.max(0, budget - key.writes.length);
	}
	const ranked = isLastUpdateWins(judged);
	const numberOf = new Map<Write, number>();
	const tsOf = (node: string, time: number | null) =>
		time === null ? undefined : time / 1000 + (offsets.get(node) ?? 0);
	for (const write of writes) {
		const context = (past.get(write.key) as KeyPast).context.get(write) as Map<string, number>;
		const number = add(
			{
				file: write.file,
				place: write.place,
				op: write.operation === 'delete' ? Op.delete : Op.write,
				at: write.origin,
				key: write.key,
				value: write.operation === 'delete' ? undefined : { json: write.value },
				dot: [write.origin, write.index],
				context,
				ts: write.implied ? undefined : tsOf(write.origin, write.time),
				native: write.xid === null ? undefined : String(write.xid),
				evidence: unsure.has(write) ? Evidence.reported : undefined,
				rank:
					ranked && write.time !== null
						? write.time + (write.operation === 'delete' ? DELETES_WIN : 0)
						: undefined,
			},
			write.time ?? 0,
		);
		numberOf.set(write, number);
	}
	for (const { copy, write, after } of copies) {
		add(
			{
				file: copy.transaction.file,
				place: copy.place,
				op: Op.state,
				at: copy.node,
				key: write.key,
				vector: covering(past, [write]),
				native: copy.transaction.xid === null ? undefined : String(copy.transaction.xid),
			},
			after,
		);
	}
	const reportNumbers = judged.map(({ node, report, met, arrived, key }) =>
		add(
			{
				file: report.entry.file,
				place: report.entry.place,
				op: Op.state,
				at: node,
				key,
				vector: covering(past, met === null ? [arrived] : [met, arrived]),
				ts: tsOf(node, report.entry.time?.at ?? null),
			},
			report.entry.time?.at ?? 0,
		),
	);
	builder.madeDots = true;
	const numbers = flush(builder, events);
	const eventOf = (write: Write) => numbers[numberOf.get(write) as number] as number;
	for (const [i, { report, met, arrived, verdict }] of judged.entries()) {
		if (met === null) continue;
		const { file, place } = report.entry;
		const event = numbers[reportNumbers[i] as number] as number;
		if (verdict === 'disproven') {
			const isSeen = past.get(met.key)?.isBefore(met, arrived) ?? false;
			const [seen, later] = isSeen ? [met, arrived] : [arrived, met];
			builder.findings.add({
				code: 'not-a-conflict',
				file,
				line: place.line,
				event,
				related: [eventOf(seen), eventOf(later)],
			});
		}
		if (isOrderedLoss(joined, met, arrived, report.outcome)) {
			builder.findings.add({
				code: 'write-vanished',
				file,
				line: place.line,
				event: eventOf(arrived),
				related: [eventOf(met)],
				text: 'A write was dropped here although its writer had seen the row that was kept: last update wins goes by clocks.',
			});
		}
	}
	tell(builder, joined, eventOf);
}

/** Lines name writes of other servers, in the order in which they arrive there: every server's own order is the one of its clock. */
function flush(
	builder: TraceBuilder,
	events: readonly (ImportedEvent & { readonly order: number })[],
): Int32Array {
	const batch = new EventBatch();
	const seqs = new Map<number, number>();
	const numbers = Array.from(events.keys()).sort((a, b) => (events[a]?.order ?? 0) - (events[b]?.order ?? 0));
	for (const [seq, number] of numbers.entries()) seqs.set(number, seq + 1);
	for (const [number, { order, ...event }] of events.entries())
		batch.add({ ...event, seq: seqs.get(number) });
	return batch.flush(builder);
}

function covering(past: ReadonlyMap<string, KeyPast>, writes: readonly Write[]): Map<string, number> {
	const vector = new Map<string, number>();
	for (const write of writes) {
		const context = past.get(write.key)?.context.get(write) ?? new Map<string, number>();
		for (const [origin, count] of [...context, [write.origin, write.index] as const]) {
			if (count > (vector.get(origin) ?? 0)) vector.set(origin, count);
		}
	}
	return vector;
}

/** Whether every report agrees with the rule that the later commit is kept, and some report shows that it is a rule. */
function isLastUpdateWins(judged: readonly Judged[]): boolean {
	let kept = 0;
	let applied = 0;
	for (const { report, met, arrived } of judged) {
		if (met === null || report.local === null || met.time === null || arrived.time === null) continue;
		if (report.outcome === 'applied' ? arrived.time < met.time : arrived.time > met.time) return false;
		if (report.outcome === 'applied') applied++;
		else kept++;
	}
	return kept > 0 && applied > 0;
}

function isOrderedLoss({ past }: Joined, met: Write, arrived: Write, outcome: string): boolean {
	return outcome === 'dropped' && (past.get(met.key)?.isBefore(met, arrived) ?? false);
}

/** Figures and notes, and the rows that the servers end with where these differ. */
function tell(builder: TraceBuilder, { judged, complete }: Joined, eventOf: (write: Write) => number): void {
	const count = (verdict: Judged['verdict']) => judged.filter((one) => one.verdict === verdict).length;
	builder.system = {
		conflictReports: judged.length,
		provenConcurrent: count('proven'),
		disproven: count('disproven'),
		undecided: count('undecided'),
	};
	if (complete.size > 1) builder.system.divergedKeys = findDiverged(builder, complete, eventOf);
	const { notes } = builder;
	notes.push(
		'A conflict report of PostgreSQL says only that the row had last been written elsewhere: it is no evidence that the writes were concurrent. What the logs of the other servers prove or disprove is told.',
	);
	if (count('undecided') > 0) {
		notes.push(
			'What the logs do not decide is shown as reported. A stream of decoded changes (test_decoding) of every server decides it.',
		);
	}
	if (complete.size === 0 && judged.length > 0) {
		notes.push(
			'Without streams of decoded changes only writes that a report names are known; a delete that wins over an update is named on one server only.',
		);
	}
}

/** Keys whose rows the servers end with are of different writes, as far as their streams show. */
function findDiverged(
	builder: TraceBuilder,
	complete: Joined['complete'],
	eventOf: (write: Write) => number,
): number {
	const last = grouped(
		[...complete.values()].flatMap((sequences) => [...sequences.last()]),
		([key]) => key,
	);
	let diverged = 0;
	for (const ended of last.values()) {
		const writes = ended.map(([, write]) => write);
		const ends = new Set(
			writes.map(({ operation, value }) => (operation === 'delete' ? '' : JSON.stringify(value))),
		);
		if (ends.size < 2) continue;
		diverged++;
		const [first, ...others] = [...new Set(writes)] as [Write, ...Write[]];
		const { file, place } = first;
		builder.findings.add({
			code: 'imported-note',
			file,
			line: place.line,
			event: eventOf(first),
			related: others.map(eventOf),
			text: 'The servers end with different rows of this key.',
		});
	}
	return diverged;
}
