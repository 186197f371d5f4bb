import type { Analysis } from '../../analysis/analysis.ts';
import { label } from './label.ts';

/** With more replicas than these, entries of 0 are left out. */
const ALL_ENTRIES = 6;
/** No more entries than these are written. */
const MAX_ENTRIES = 12;
const ID_LENGTH = 20;

/** A version's vector: `{R1:1, R2:0}`, in the order of the trace's replicas. */
export function vectorNote({ trace, versions }: Analysis, version: number): string {
	const counters = new Map(versions.entries(version));
	const known = new Set(trace.participants);
	const others = [...counters.keys()].filter((replica) => !known.has(replica));
	const all = [...trace.participants, ...others].map(
		(replica) => [replica, counters.get(replica) ?? 0] as const,
	);
	const some =
		all.length > ALL_ENTRIES ? all.filter(([, counter]) => counter > 0).slice(0, MAX_ENTRIES) : all;
	const entries = some.map(
		([replica, counter]) => `${label(trace.replicas.text(replica), ID_LENGTH)}:${counter}`,
	);
	if (some.length < all.length) entries.push('…');
	return `{${entries.join(', ')}}`;
}
