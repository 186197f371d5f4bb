/**
 * The operations of the trace model; `event` is one that says nothing of versions, messages or what is held. `header` is no operation: it describes the trace and stands for no event.
 * The numbers are what the `op` column of a trace holds.
 */
export const Op = {
	write: 0,
	delete: 1,
	merge: 2,
	send: 3,
	receive: 4,
	sync: 5,
	read: 6,
	state: 7,
	event: 8,
} as const;

export type Op = (typeof Op)[keyof typeof Op];
export type OpName = keyof typeof Op;

/** Names by number, the inverse of {@link Op}. */
export const OP_NAMES: readonly OpName[] = [
	'write',
	'delete',
	'merge',
	'send',
	'receive',
	'sync',
	'read',
	'state',
	'event',
];

/** Whether an operation creates a version: write, delete and merge do. */
export function createsVersion(op: number): boolean {
	return op <= Op.merge;
}

/** Whether an operation carries knowledge from one replica to another: send, receive and sync do. */
export function isMessage(op: number): boolean {
	return op >= Op.send && op <= Op.sync;
}
