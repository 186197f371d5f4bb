import type { ConflictQuery, ConflictRow, Queries, Result, Summary } from '../../../src/session/protocol.ts';
import { engineHost } from './engineHost.ts';
import { sample } from './samples.ts';
import type { Answer } from './visualizerPage.ts';

/**
 * A host with so many conflicts that none could be listed at once: rows are made when they are asked for, each a variation
 * of the one in the smallest sample.
 */
export async function manyConflicts(total: number): Promise<Answer> {
	const engine = await engineHost(sample('status-conflict.reptrace'));
	const { ok: summary } = (await engine('summary', {})) as { ok: Summary };
	const { ok: first } = (await engine('conflict', { id: 0 })) as { ok: ConflictRow };
	const conflict = (id: number): ConflictRow => ({
		...first,
		id,
		key: `key:${id}`,
		versions: first.versions.map((version, index) => ({
			...version,
			key: `key:${id}`,
			line: 2 * id + index + 1,
		})),
	});
	const answers: { [N in keyof Queries]?: (params: never) => Result<Queries[N]['result']> } = {
		summary: () => ({ ok: { ...summary, keys: total, versions: 2 * total, conflicts: total } }),
		conflicts: ({ from, count, around, descending }: ConflictQuery) => {
			const start = around === undefined ? from : descending ? total - 1 - around : around;
			const rows = Array.from({ length: Math.max(0, Math.min(count, total - start)) }, (_, index) =>
				conflict(descending ? total - 1 - start - index : start + index),
			);
			return { ok: { total, from: start, rows } };
		},
		conflict: ({ id }: { id: number }) => ({ ok: conflict(id) }),
	};
	return (name, params) => answers[name]?.(params as never) ?? { err: `No ${name} here` };
}
