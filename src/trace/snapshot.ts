import type { StringTable } from './stringTable.ts';
import type { Trace, TraceBuilder } from './trace.ts';

/**
 * A trace as it is now, while its builder goes on. What the builder has it only adds to (columns that become too small it replaces
 * by larger ones), so that nothing is copied but what tells how much there is: O(files + participants).
 */
export function snapshotOf(builder: TraceBuilder): Trace {
	return Object.assign(frozen(builder), {
		files: builder.files.map((file) => ({
			...file,
			skipped: { ...file.skipped },
			ignored: { ...file.ignored },
		})),
		replicas: frozenTable(builder.replicas),
		keys: frozenTable(builder.keys),
		clients: frozenTable(builder.clients),
		messages: frozenTable(builder.messages),
		vectors: frozen(builder.vectors),
		participants: [...builder.participants],
		replicaInfo: new Map(builder.replicaInfo),
		findings: frozen(builder.findings),
		imported: builder.imported && frozen(builder.imported),
		mergingKeys: new Set(builder.mergingKeys),
		notes: [...builder.notes],
		executionOf: new Map(builder.executionOf),
		system: builder.system && { ...builder.system },
	});
}

/** The same kind of object with the fields as they are now. */
function frozen<T extends object>(live: T): T {
	return Object.assign(Object.create(Object.getPrototypeOf(live)), live);
}

function frozenTable(live: StringTable): StringTable {
	const { size } = live;
	return Object.assign(frozen(live), {
		// The slots are shared: only the table itself knows its way through them.
		find(text: string) {
			const id = live.find(text);
			return id < size ? id : -1;
		},
	});
}
