import { reportedAt, sameReport } from '../../analysis/convergence/reported.ts';
import type { Shown } from '../shown.ts';

/**
 * Which rule explains what a report says, of those that choose among versions: the one with the greatest or smallest time
 * of all that the report's vector covers, or all that nothing supersedes. Null where none does, or the line has no vector.
 * Reads the values of the key's versions: O(n · replicas) for n versions, at most a few thousand.
 */
export function explanationOf(shown: Shown, report: number): string | null {
	const { trace, versions } = shown.analysis;
	const key = trace.key[report] as number;
	const vector = trace.vector[report] as number;
	const said = reportedAt(trace, shown.source, report);
	if (key < 0 || vector < 0 || said === null) return null;
	const covered: number[] = [];
	for (let v = versions.keyStart[key] as number; v < (versions.keyStart[key + 1] as number); v++) {
		if (trace.vectors.get(vector, versions.replica[v] as number) >= (versions.counter[v] as number))
			covered.push(v);
	}
	if (covered.length === 0 || covered.length > MAX_VERSIONS) return null;
	const last = new Map<number, number>();
	for (const v of covered) {
		const other = last.get(versions.replica[v] as number);
		if (other === undefined || (versions.counter[other] as number) < (versions.counter[v] as number))
			last.set(versions.replica[v] as number, v);
	}
	// What is before another one is before the last one of some replica.
	const latest = covered.filter(
		(v) => ![...last.values()].some((w) => v !== w && versions.happenedBefore(v, w)),
	);
	const valuesOf = (some: readonly number[]) =>
		some.flatMap((v) => reportedAt(trace, shown.source, versions.event[v] as number) ?? []).sort();
	if (sameReport(valuesOf(latest), said))
		return latest.length === 1 ? 'the only newest version' : 'all siblings';
	const time = (v: number) => trace.ts[versions.event[v] as number] as number;
	const timed = covered.filter((v) => Number.isFinite(time(v)));
	if (timed.length === 0) return null;
	const greatest = timed.reduce((v, w) => (time(w) > time(v) ? w : v));
	if (sameReport(valuesOf([greatest]), said)) return 'last write by the clocks';
	const smallest = timed.reduce((v, w) => (time(w) < time(v) ? w : v));
	if (sameReport(valuesOf([smallest]), said)) return 'first write by the clocks';
	const single = covered.find((v) => sameReport(valuesOf([v]), said));
	return single === undefined ? 'the value of no version' : 'one of the versions';
}

const MAX_VERSIONS = 2000;
