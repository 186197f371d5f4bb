import type { Place } from '../text/place.ts';

/** An operation as decodeChange gives it. */
export interface ChangeOp {
	action: string;
	obj: string;
	key?: string;
	elemId?: string;
	insert?: boolean;
	value?: unknown;
	values?: unknown[];
	multiOp?: number;
	datatype?: string;
	pred?: string[];
}

/** A change as decodeChange gives it, and where it was first met. */
export interface Change {
	readonly actor: string;
	readonly seq: number;
	readonly startOp: number;
	readonly time: number;
	readonly hash: string;
	readonly deps: readonly string[];
	readonly ops: readonly ChangeOp[];
	readonly file: number;
	readonly place: Place;
}

/** Reads a decoded change. Answers what is wrong with it, in words, where it is none. */
export function readChange(value: unknown, file: number, place: Place): Change | string {
	const change = value as Partial<Change> | null;
	if (typeof change !== 'object' || change === null || Array.isArray(change)) return 'a change';
	const { actor, seq, startOp, time, hash, deps, ops } = change;
	if (typeof actor !== 'string' || actor === '') return 'a change with its actor';
	if (!isCount(seq)) return 'a change with its seq';
	if (!isCount(startOp)) return 'a change with its startOp';
	if (!Array.isArray(ops) || !ops.every(isOp)) return 'a change with its ops';
	return {
		actor,
		seq,
		startOp,
		time: typeof time === 'number' ? time : 0,
		hash: typeof hash === 'string' ? hash : `${seq}@${actor}`,
		deps: Array.isArray(deps) ? deps.filter((dep) => typeof dep === 'string') : [],
		ops,
		file,
		place,
	};
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) > 0;
}

function isOp(value: unknown): value is ChangeOp {
	const op = value as Partial<ChangeOp> | null;
	return typeof op === 'object' && op !== null && typeof op.action === 'string' && typeof op.obj === 'string';
}

/** How many operations one entry of `ops` stands for: older encodings write runs as one. */
export function opCount({ values, multiOp }: ChangeOp): number {
	if (Array.isArray(values)) return Math.max(1, values.length);
	return Number.isSafeInteger(multiOp) && (multiOp as number) > 0 ? (multiOp as number) : 1;
}
