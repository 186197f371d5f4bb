import type { Analysis } from '../../analysis.ts';
import { contextOf, maximalVersions } from '../../maximalVersions.ts';
import type { Versions } from '../../versions.ts';
import { ABSENT, type Value } from '../json.ts';
import type { ValueReader } from '../valueReader.ts';
import type { Entry } from './entry.ts';

/** One write of a key with what it changed: from what its writer had in hand, to what it wrote. */
export interface KeyWrite {
	readonly version: number;
	readonly entry: Omit<Entry<never>, 'operations'>;
	/** What the writer's line says that it meant, whatever that is; undefined where it says nothing. */
	readonly update: unknown;
	readonly kind: 'write' | 'delete' | 'merge';
	readonly value: Value;
	/** The versions that it directly follows. */
	readonly parents: readonly number[];
}

/** The writes that a reading goes through, in visiting order, and what stood there before the first of them. */
export interface KeyWrites {
	/** The version that every one of the writes had seen, with its value; an absent one and no entry where there is none. */
	readonly base: { readonly value: Value; readonly entry: KeyWrite['entry'] | null };
	readonly writes: readonly KeyWrite[];
}

/**
 * Where the last conflict of a key begins: the version before it is one that all later ones have seen. Versions of one component
 * stand together in visiting order, so it is found by walking back to the last version outside of any conflict.
 */
export function lastConflictStart({ versions }: Analysis, key: number): number {
	const start = versions.keyStart[key] as number;
	let first = (versions.keyStart[key + 1] as number) - 1;
	while (first >= start && versions.excluded[first] === 1) first--;
	while (first > start && (versions.conflict[first - 1] as number) >= 0) first--;
	return first;
}

/** Reads the writes of a key from version `from` on; `from` is the key's first version or one that lastConflictStart gave. */
export function readWrites(analysis: Analysis, key: number, from: number, values: ValueReader): KeyWrites {
	const { versions } = analysis;
	const start = versions.keyStart[key] as number;
	const writes: KeyWrite[] = [];
	for (let version = from; version < (versions.keyStart[key + 1] as number); version++) {
		if (versions.excluded[version] === 1) continue;
		const write = readWrite(analysis, version, values);
		writes.push({
			...write,
			parents: maximalVersions(versions, start, version, new Map(write.entry.context)),
		});
	}
	const before = from - 1;
	const base: KeyWrites['base'] =
		before < start
			? { value: ABSENT, entry: null }
			: { value: values.of(before), entry: dotOf(versions, before, new Map<number, number>()) };
	return { base, writes };
}

/** The final frontier of a key as if that were all its writes: enough for a register, whose state is what nobody had seen. */
export function readHeads(analysis: Analysis, heads: readonly number[], values: ValueReader): KeyWrites {
	return {
		base: { value: ABSENT, entry: null },
		writes: heads.map((version) => ({ ...readWrite(analysis, version, values), parents: [] })),
	};
}

function readWrite(
	{ trace, versions }: Analysis,
	version: number,
	values: ValueReader,
): Omit<KeyWrite, 'parents'> {
	const event = versions.event[version] as number;
	return {
		version,
		entry: dotOf(versions, version, contextOf(versions, version)),
		update: values.field(event, 'update'),
		kind: KINDS[trace.op[event] as number] as KeyWrite['kind'],
		value: values.of(version),
	};
}

function dotOf(
	{ replica, counter }: Versions,
	version: number,
	context: Map<number, number>,
): KeyWrite['entry'] {
	return { id: version, replica: replica[version] as number, counter: counter[version] as number, context };
}

/** Of all writes of a key those from version `from` on, which is its first version or one that lastConflictStart gave. */
export function writesFrom({ base, writes }: KeyWrites, from: number): KeyWrites {
	const first = writes.findIndex(({ version }) => version >= from);
	const before = first > 0 ? writes[first - 1] : undefined;
	if (before === undefined) return { base, writes };
	return {
		base: { value: before.value, entry: { ...before.entry, context: new Map<number, number>() } },
		writes: writes.slice(first),
	};
}

const KINDS = ['write', 'delete', 'merge'] as const;
