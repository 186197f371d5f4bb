import { firstWhere } from '../../trace/firstWhere.ts';
import type { Evidence } from '../../trace/importedColumns.ts';
import { Op } from '../../trace/ops.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import { EventBatch } from '../eventBatch.ts';
import { grouped } from '../grouped.ts';
import type { Place } from '../text/place.ts';

/** A change of one register, counter, list or text of a CRDT. */
export interface CrdtWrite {
	readonly key: string;
	/** Who made it. */
	readonly writer: string;
	/** Place among all that the writer made; writes that were made at once share it. */
	readonly seq: number;
	/** By writer: the last of its seqs that had been seen. The writer's own are all seen. */
	readonly seen: ReadonlyMap<string, number>;
	/** `assign` and `remove` replace what there is; an `edit` merges with others: an increment, an insertion. */
	readonly kind: 'assign' | 'remove' | 'edit';
	readonly value: unknown;
	/** What the library calls it. */
	readonly native: string;
	readonly file: number;
	readonly place: Place;
	/** Milliseconds since the Unix epoch. */
	readonly ts?: number;
	readonly evidence?: Evidence;
	/** The library's own order among concurrent assignments: the greatest is kept; compared part by part. */
	readonly order?: readonly (number | string | bigint)[];
}

/** A replica shows that it has a change. */
export interface CrdtArrival {
	readonly at: string;
	readonly write: CrdtWrite;
	readonly file: number;
	readonly place: Place;
	readonly ts?: number;
}

/**
 * Puts the changes of a CRDT into the trace. Edits of a counter, list or text merge, so that concurrent ones are no conflict: their
 * keys are marked as such. Where a key has edits and is also assigned more than once, the edits get a key of their own, with the
 * name of what they edit (`title (text)`): what is assigned concurrently is a conflict. O(n · writers), plus sorting.
 *
 * @param edited what a key's edits are of, for its name
 */
export function addCrdtWrites(
	builder: TraceBuilder,
	writes: readonly CrdtWrite[],
	arrivals: readonly CrdtArrival[],
	edited: (write: CrdtWrite) => string,
): void {
	const batch = new EventBatch();
	const ranks = rankOf(writes);
	const dots = new Map<
		CrdtWrite,
		{ key: string; dot: readonly [string, number]; context: Map<string, number> }
	>();
	for (const [key, all] of grouped(writes, (write) => write.key)) {
		const edits = all.filter(({ kind }) => kind === 'edit');
		const assigned = all.length - edits.length;
		const isMixed = edits.length > 0 && assigned > 1;
		if (edits.length > 0) {
			const name = isMixed ? `${key} (${edited(edits[0] as CrdtWrite)})` : key;
			builder.mergingKeys.add(builder.keys.internText(name));
			addDots(name, isMixed ? edits : all, dots);
		}
		if (edits.length === 0 || isMixed)
			addDots(
				key,
				all.filter(({ kind }) => kind !== 'edit'),
				dots,
			);
	}
	for (const write of writes) {
		const { key, dot, context } = dots.get(write) as NonNullable<ReturnType<typeof dots.get>>;
		batch.add({
			file: write.file,
			place: write.place,
			op: write.kind === 'remove' ? Op.delete : Op.write,
			at: write.writer,
			key,
			value: write.kind === 'remove' ? undefined : { json: write.value },
			dot,
			context,
			ts: write.ts,
			native: write.native,
			evidence: write.evidence,
			rank: ranks.get(write),
		});
	}
	for (const { at, write, file, place, ts } of arrivals) {
		const { key, dot, context } = dots.get(write) as NonNullable<ReturnType<typeof dots.get>>;
		const vector = new Map(context).set(dot[0], dot[1]);
		batch.add({ file, place, op: Op.state, at, key, vector, ts, native: write.native });
	}
	builder.madeDots = true;
	batch.flush(builder);
}

function addDots(
	key: string,
	writes: readonly CrdtWrite[],
	dots: Map<CrdtWrite, { key: string; dot: readonly [string, number]; context: Map<string, number> }>,
): void {
	const byWriter = grouped(writes, ({ writer }) => writer);
	for (const own of byWriter.values()) own.sort((a, b) => a.seq - b.seq);
	for (const [writer, own] of byWriter) {
		for (const [i, write] of own.entries()) {
			const context = new Map<string, number>();
			for (const [other, others] of byWriter) {
				const count = other === writer ? i : upTo(others, write.seen.get(other) ?? -1);
				if (count > 0) context.set(other, count);
			}
			dots.set(write, { key, dot: [writer, i + 1], context });
		}
	}
}

/** How many of the writes have a seq of at most `seq`. */
function upTo(writes: readonly CrdtWrite[], seq: number): number {
	return firstWhere(0, writes.length, (i) => (writes[i] as CrdtWrite).seq > seq);
}

/** The library's order as numbers. */
function rankOf(writes: readonly CrdtWrite[]): Map<CrdtWrite, number> {
	const ordered = writes.filter(({ order }) => order !== undefined);
	ordered.sort((a, b) => compareParts(a.order ?? [], b.order ?? []));
	return new Map(ordered.map((write, i) => [write, i]));
}

/** Compares ranks part by part: negative where `a` comes first. */
export function compareParts(
	a: readonly (number | string | bigint)[],
	b: readonly (number | string | bigint)[],
): number {
	for (const [i, part] of a.entries()) {
		const other = b[i] as typeof part;
		if (part !== other) return part < other ? -1 : 1;
	}
	return 0;
}
