import type { OpName } from '../../trace/ops.ts';

/** What the value of a field is. */
export type FieldType =
	| 'op'
	| 'replica'
	| 'key'
	| 'keys'
	| 'any'
	| 'array'
	| 'text'
	| 'number'
	| 'message'
	| 'hlc'
	| 'vector'
	| 'dot'
	| 'certainty';

/**
 * The fields of the native format and what each holds: the one definition, which the scanner reads by and the JSON Schema in
 * media/ is generated from. Fields that are not here are kept in the file and shown; they are no error.
 */
export const FIELD_TYPES = {
	op: 'op',
	at: 'replica',
	from: 'replica',
	to: 'replica',
	key: 'key',
	keys: 'keys',
	value: 'any',
	values: 'array',
	client: 'text',
	ts: 'number',
	hlc: 'hlc',
	vv: 'vector',
	dot: 'dot',
	context: 'vector',
	msg: 'message',
	seq: 'number',
	update: 'any',
	strategy: 'any',
	discarded: 'any',
	clock: 'vector',
	native: 'text',
	certainty: 'certainty',
	rank: 'number',
	closes: 'any',
} as const satisfies Record<string, FieldType>;

export type FieldName = keyof typeof FIELD_TYPES;

export const FIELD_NAMES = Object.keys(FIELD_TYPES) as FieldName[];

/** What each field means, for the schema and for completions. */
export const FIELD_MEANING: Record<FieldName, string> = {
	op: 'What happened.',
	at: 'The replica at which the event happens.',
	from: 'The replica that a message or a sync comes from.',
	to: 'The replica that a message or a sync goes to.',
	key: 'The key; a message without key or keys carries everything that its sender knows.',
	keys: 'The keys that a message carries.',
	value: 'The value, any JSON.',
	values: 'The values of the siblings, where there are several.',
	client: 'The client that asked for it.',
	ts: "The replica's own wall clock, milliseconds since the Unix epoch.",
	hlc: 'Hybrid logical clock: wall clock in milliseconds and a logical counter.',
	vv: 'Version vector: for each replica, how many of its versions of the key are known; an absent entry is 0.',
	dot: 'The version itself: replica and counter.',
	context: "Version vector of what the writer had seen of the key; goes with 'dot'.",
	msg: 'Id of the message, the same at its send and its receive.',
	seq: "Place of the event in its replica's order, where that is not the order of the lines.",
	update: 'What the write meant, where the system knows it.',
	strategy: 'How siblings were merged.',
	discarded: 'What a merge dropped.',
	clock: "The event's own vector clock, over all events of each replica, the event itself included.",
	native: 'What the system that wrote the original log calls the version.',
	certainty: "How sure the version's causality is; proven where nothing is said.",
	closes:
		'true: the version ends its branch, and settles its conflict once no more than one other branch is left.',
	rank: "The system's own order of versions: of the latest ones in a conflict it keeps that with the greatest rank.",
};

/** The fields that an event of each operation cannot do without. */
export const REQUIRED_FIELDS: Record<OpName, readonly FieldName[]> = {
	write: ['at', 'key', 'value'],
	delete: ['at', 'key'],
	merge: ['at', 'key', 'value'],
	send: ['at', 'to', 'msg'],
	receive: ['at', 'from', 'msg'],
	sync: ['from', 'to'],
	read: ['at', 'key'],
	state: ['at', 'key'],
	event: ['at'],
};
