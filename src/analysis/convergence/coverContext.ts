import type { Analysis } from '../analysis.ts';
import type { Knowledge } from '../knowledge.ts';

/** What a version's recorded context says that its writer had seen, its replica holds. Linear in the vector's entries. */
export function coverContext(
	{ trace, versions, causality }: Analysis,
	knowledge: Knowledge,
	version: number,
): void {
	if (causality === 'derived' || (versions.vector[version] as number) < 0) return;
	const event = versions.event[version] as number;
	for (const [replica] of versions.entries(version)) {
		const counter = versions.context(version, replica);
		const here = trace.replica[event] as number;
		if (counter > 0) knowledge.told.cover(here, trace.key[event] as number, replica, counter, event);
	}
}
