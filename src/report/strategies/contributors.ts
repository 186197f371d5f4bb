import type { Analysis } from '../../analysis/analysis.ts';
import { membersOf } from '../../analysis/conflicts.ts';
import { once } from '../../analysis/once.ts';

/** A client, and how many conflicts it wrote versions of. */
export interface ConflictingClient {
	client: string;
	conflicts: number;
}

/** The clients that wrote versions of the most conflicts, those of one trace. O(versions in conflict). */
export const conflictingClients = once(({ trace, conflicts, versions }: Analysis): ConflictingClient[] => {
	const counts = new Map<number, number>();
	for (let conflict = 0; conflict < conflicts.count; conflict++) {
		const clients = new Set<number>();
		for (const version of membersOf(conflicts, conflict))
			clients.add(trace.client[versions.event[version] as number] as number);
		clients.delete(-1);
		for (const client of clients) counts.set(client, (counts.get(client) ?? 0) + 1);
	}
	return [...counts]
		.sort((a, b) => b[1] - a[1] || a[0] - b[0])
		.map(([client, number]) => ({ client: trace.clients.text(client), conflicts: number }));
});
