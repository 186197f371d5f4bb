import { COLUMN_NAMES, RARE_COLUMN_NAMES } from '../../src/trace/eventColumns.ts';
import type { TraceBuilder } from '../../src/trace/trace.ts';

/** All that a trace has, number for number: two traces are the same where this is equal. */
export function contentOf(builder: TraceBuilder) {
	const { count, findings, vectors, imported } = builder;
	const columns = [...COLUMN_NAMES, ...RARE_COLUMN_NAMES].map((name) => {
		const column = builder[name];
		return [name, column.length === 0 ? 'none' : [...column.subarray(0, count)]];
	});
	const entries = vectors.entries();
	return {
		count,
		columns: Object.fromEntries(columns),
		files: builder.files,
		strings: [builder.replicas, builder.keys, builder.clients, builder.messages].map((table) =>
			table.texts(),
		),
		vectors: { ids: [...entries.ids], counts: [...entries.counts] },
		participants: builder.participants,
		replicaInfo: [...builder.replicaInfo],
		hasHeader: builder.hasHeader,
		keyLists: builder.keyLists.map((keys) => [...keys]),
		findings: Array.from({ length: findings.count }, (_, id) => ({
			code: findings.code(id),
			file: findings.file(id),
			line: findings.line(id),
			a: findings.a(id),
			b: findings.b(id),
			text: findings.text(id),
		})),
		imported: Array.from({ length: imported === null ? 0 : count }, (_, event) => [
			imported?.nativeOf(event),
			imported?.evidence[event],
			imported?.rank[event],
			imported?.closes[event],
			imported?.clock[event],
		]),
	};
}
