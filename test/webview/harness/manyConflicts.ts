import type {
	ConflictQuery,
	ConflictRow,
	Queries,
	Result,
	Summary,
	VersionRow,
} from '../../../src/session/protocol.ts';
import type { Answer } from './visualizerPage.ts';

/** A host with so many conflicts that none could be listed at once: rows are made when they are asked for. */
export function manyConflicts(total: number): Answer {
	const answers: { [N in keyof Queries]?: (params: never) => Result<Queries[N]['result']> } = {
		summary: () => ({ ok: summaryOf(total) }),
		conflicts: ({ from, count, around, descending }: ConflictQuery) => {
			const start = around === undefined ? from : descending ? total - 1 - around : around;
			const rows = Array.from({ length: Math.max(0, Math.min(count, total - start)) }, (_, index) =>
				conflictOf(descending ? total - 1 - start - index : start + index),
			);
			return { ok: { total, from: start, rows } };
		},
		conflict: ({ id }: { id: number }) => ({ ok: conflictOf(id) }),
	};
	return (name, params) => answers[name]?.(params as never) ?? { err: `No ${name} here` };
}

function conflictOf(id: number): ConflictRow {
	const key = `key:${id}`;
	const version = (replica: string, line: number): VersionRow => ({
		file: 0,
		line,
		id: line - 1,
		key,
		replica,
		counter: 1,
		op: 'write',
		value: `"${replica} ${id}"`,
		valueCut: false,
		ts: null,
		client: null,
		vector: [[replica, 1]],
		conflict: id,
		excluded: false,
	});
	return {
		id,
		key,
		certainty: 'proven',
		pairs: 1,
		versionCount: 2,
		versions: [version('R1', 2 * id + 1), version('R2', 2 * id + 2)],
		detected: null,
		resolved: id % 2 === 0,
		resolvedBy: [],
		resolverCount: 0,
	};
}

function summaryOf(total: number): Summary {
	return {
		files: [{ name: 'many.reptrace', events: 2 * total, lines: 2 * total, bytes: 200 * total, skipped: [] }],
		format: 'native',
		causality: 'recorded',
		events: 2 * total,
		versions: 2 * total,
		keys: total,
		replicas: [
			{ id: 'R1', name: 'R1' },
			{ id: 'R2', name: 'R2' },
		],
		conflictPairs: total,
		conflicts: total,
		conflictsOpen: Math.floor(total / 2),
		conflictsResolved: Math.ceil(total / 2),
		keysInConflict: total,
		maxSiblings: 2,
		findings: [],
		notes: [],
	};
}
