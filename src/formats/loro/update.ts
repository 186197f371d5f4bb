/** An operation of Loro's JSON schema, version 1. */
export interface LoroOp {
	readonly container: string;
	readonly counter: number;
	readonly content: Readonly<Record<string, unknown>>;
}

/** A change with its ids resolved: `@n` is a place in the export's own list of peers. */
export interface LoroChange {
	readonly peer: string;
	/** Of its first operation. */
	readonly counter: number;
	readonly lamport: number;
	/** Unix seconds; 0 where the document does not record times. */
	readonly timestamp: number;
	/** By peer: the last counter that it depends on. */
	readonly deps: ReadonlyMap<string, number>;
	readonly ops: readonly LoroOp[];
}

const CONTAINER = /^cid:(?:root-(.*):(\w+)|(\d+)@(\w+):(\w+))$/s;

/** Whether a value is what exportJsonUpdates gives. */
export function isUpdate(value: unknown): value is { peers?: unknown; changes: unknown[] } {
	return (
		typeof value === 'object' &&
		value !== null &&
		'schema_version' in value &&
		Array.isArray((value as { changes?: unknown }).changes)
	);
}

/** Reads one change of an export. Answers what is wrong with it, in words, where it is none. */
export function readLoroChange(value: unknown, peers: readonly string[]): LoroChange | string {
	const change = value as Partial<Record<'id' | 'timestamp' | 'deps' | 'lamport' | 'ops', unknown>> | null;
	if (typeof change !== 'object' || change === null) return 'a change';
	const id = readId(change.id, peers);
	if (id === null) return 'a change whose id is counter@peer';
	if (!Array.isArray(change.ops)) return 'a change with its ops';
	if (typeof change.lamport !== 'number') return 'a change with its lamport';
	const deps = new Map<string, number>();
	for (const dep of Array.isArray(change.deps) ? change.deps : []) {
		const read = readId(dep, peers);
		if (read === null) return 'dependencies that are counter@peer';
		deps.set(read.peer, Math.max(deps.get(read.peer) ?? -1, read.counter));
	}
	const ops = change.ops.filter(isOp).map((op) => ({ ...op, container: containerOf(op.container, peers) }));
	if (ops.length < change.ops.length) return 'ops with container, counter and content';
	return {
		...id,
		deps,
		ops,
		lamport: change.lamport,
		timestamp: typeof change.timestamp === 'number' ? change.timestamp : 0,
	};
}

function isOp(value: unknown): value is LoroOp {
	const op = value as Partial<LoroOp> | null;
	return (
		typeof op === 'object' &&
		op !== null &&
		typeof op.container === 'string' &&
		typeof op.counter === 'number' &&
		typeof op.content === 'object' &&
		op.content !== null
	);
}

/** `12@0` with the peers of the export, or `12@1850893965416915271` where it was made without. */
function readId(id: unknown, peers: readonly string[]): { counter: number; peer: string } | null {
	const match = typeof id === 'string' ? /^(\d+)@(\d+)$/.exec(id) : null;
	return match === null ? null : { counter: Number(match[1]), peer: peerOf(match[2] as string, peers) };
}

function peerOf(name: string, peers: readonly string[]): string {
	return peers.length > 0 ? (peers[Number(name)] ?? name) : name;
}

/** A container's id with the peer itself rather than its place. */
function containerOf(id: string, peers: readonly string[]): string {
	return id.replace(
		/^cid:(\d+)@(\d+):/,
		(_, counter: string, peer: string) => `cid:${counter}@${peerOf(peer, peers)}:`,
	);
}

/** A container's path and type: `root-map:Map` is `map`; one that was made within another one is named by what made it. */
export function containerPath(
	id: string,
	paths: ReadonlyMap<string, string>,
): { path: string; type: string } {
	const match = CONTAINER.exec(id);
	if (match === null) return { path: id, type: '' };
	const [, root, rootType, , , type] = match;
	if (root !== undefined) return { path: root, type: rootType ?? '' };
	return { path: paths.get(id) ?? id, type: type ?? '' };
}
