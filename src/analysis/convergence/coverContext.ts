import type { Analysis } from '../analysis.ts';
import type { Knowledge } from '../knowledge.ts';

/** What a version's recorded context says that its writer had seen, its replica holds. Linear in the vector's entries. */
export function coverContext(
	{ trace, versions, causality }: Analysis,
	knowledge: Knowledge,
	version: number,
): void {
	if (causality === 'derived') return;
	const event = versions.event[version] as number;
	const here = trace.replica[event] as number;
	const key = trace.key[event] as number;
	versions.forEachSeen(version, (replica, counter) =>
		knowledge.told.cover(here, key, replica, counter, event),
	);
}
