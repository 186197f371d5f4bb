import type { CrdtWrite } from '../crdt/writes.ts';
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

/**
 * What an operation writes: a key of a map, or the counter, list, text or tree that it edits. Operations are given parents first,
 * so that a container's path is known before what is in it.
 *
 * @param paths of containers, by id; added to
 * @param types of keys that are edited, by key; added to
 */
export function opWrite(
	{ id, op, peer, lamport, file, place, timestamp }: PlacedOp,
	seen: ReadonlyMap<string, number>,
	paths: Map<string, string>,
	types: Map<string, string>,
	name: (peer: string) => string,
): CrdtWrite | null {
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
		const made = typeof content.value === 'string' ? MADE.exec(content.value) : null;
		if (made !== null) paths.set(`cid:${id}:${(made[1] as string).replace(/^.*:/s, '')}`, key);
		const value = made === null ? content.value : {};
		const order = [lamport, /^\d+$/.test(peer) ? BigInt(peer) : 0n];
		return { ...common, key, kind: isRemoval ? 'remove' : 'assign', value, order };
	}
	types.set(path, type.toLowerCase());
	return { ...common, key: path, kind: 'edit', value: content.value ?? content.text ?? content };
}
