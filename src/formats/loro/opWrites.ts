import { type CrdtWrite, compareParts } from '../crdt/writes.ts';
import type { Place } from '../text/place.ts';
import { containerPath, type LoroOp } from './update.ts';

/** An operation with what its change tells of it. */
export interface PlacedOp {
	/** `counter@peer`. */
	readonly id: string;
	readonly op: LoroOp;
	readonly peer: string;
	readonly lamport: number;
	readonly deps: ReadonlyMap<string, number>;
	readonly timestamp: number;
	/** Whether it is the first of its change: only that one depends on other peers. */
	readonly isFirst: boolean;
	readonly file: number;
	readonly place: Place;
}

/** A value that stands for a container that the operation makes. */
const MADE = /^🦜:(cid:.*)$/su;

function madeContainer(value: unknown): string | null {
	const made = typeof value === 'string' ? MADE.exec(value) : null;
	return made === null ? null : (made[1] as string);
}

/** The library's order of assignments: what is greater is kept. */
function orderOf({ lamport, peer }: PlacedOp): [number, bigint] {
	return [lamport, /^\d+$/.test(peer) ? BigInt(peer) : 0n];
}

/**
 * Of containers that were made under one key, what is in one of them never meets what is in another. Answers the operations that
 * made those that the library does not keep.
 */
export function supersededContainers(ops: Iterable<PlacedOp>): Set<PlacedOp> {
	const last = new Map<string, PlacedOp>();
	const superseded = new Set<PlacedOp>();
	for (const placed of ops) {
		const { container, content } = placed.op;
		if (typeof content.key !== 'string' || madeContainer(content.value) === null) continue;
		const place = JSON.stringify([container, content.key]);
		const known = last.get(place);
		const isLater = known === undefined || compareParts(orderOf(placed), orderOf(known)) > 0;
		const lost = isLater ? known : placed;
		if (lost !== undefined) superseded.add(lost);
		if (isLater) last.set(place, placed);
	}
	return superseded;
}

/**
 * What an operation writes: a key of a map, or the counter, list, text or tree that it edits. Operations are given parents first,
 * so that a container's path is known before what is in it.
 *
 * @param paths of containers, by id; added to
 * @param types of keys that are edited, by key; added to
 * @param superseded what made a container that is not the last one under its key: that one has its id behind the key's path
 */
export function opWrite(
	placed: PlacedOp,
	seen: ReadonlyMap<string, number>,
	paths: Map<string, string>,
	types: Map<string, string>,
	name: (peer: string) => string,
	superseded: ReadonlySet<PlacedOp>,
): CrdtWrite | null {
	const { id, op, peer, file, place, timestamp } = placed;
	const { path, type } = containerPath(op.container, paths);
	const { content } = op;
	const common = {
		writer: name(peer),
		seq: op.counter,
		seen: new Map([...seen].map(([other, counter]) => [name(other), counter])),
		native: id,
		file,
		place,
		ts: timestamp > 0 ? timestamp * 1000 : undefined,
	};
	if (type === 'Map' && typeof content.key === 'string') {
		const key = `${path}/${content.key.replace(/[\\/]/g, '\\$&')}`;
		const isRemoval = content.type === 'delete';
		const made = madeContainer(content.value);
		if (made !== null) {
			const own = superseded.has(placed) ? `${key} (${id})` : key;
			paths.set(`cid:${id}:${made.replace(/^.*:/s, '')}`, own);
		}
		const value = made === null ? content.value : {};
		return { ...common, key, kind: isRemoval ? 'remove' : 'assign', value, order: orderOf(placed) };
	}
	types.set(path, type.toLowerCase());
	return { ...common, key: path, kind: 'edit', value: content.value ?? content.text ?? content };
}
