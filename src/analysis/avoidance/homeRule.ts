import type { FindingStore } from '../../trace/finding.ts';
import { createsVersion } from '../../trace/ops.ts';
import { fileOf, type Trace } from '../../trace/trace.ts';
import { type HomeRule, ruleMatcher } from './patterns.ts';

/** The rule that the headers give; null where no replica has a pattern. */
export function headerRule(trace: Trace): HomeRule | null {
	const entries = [...trace.replicaInfo].flatMap(([replica, { home }]) =>
		home.map((pattern) => ({ pattern, replica: trace.replicas.text(replica) })),
	);
	return entries.length === 0 ? null : { entries };
}

/** By key number: which entry of a rule holds for the key; -1 for none. O(keys · patterns). */
export function entriesByKey(trace: Trace, rule: HomeRule): Int32Array {
	const entryOf = ruleMatcher(rule);
	return Int32Array.from({ length: trace.keys.size }, (_, key) => entryOf(trace.keys.text(key)));
}

/** Reports every write of a key that did not happen at its home. O(keys · patterns + events). */
export function findWritesAwayFromHome(trace: Trace, rule: HomeRule, findings: FindingStore): void {
	const entries = entriesByKey(trace, rule);
	const homes = rule.entries.map(({ replica }) => trace.replicas.find(replica));
	for (let event = 0; event < trace.count; event++) {
		if (!createsVersion(trace.op[event] as number)) continue;
		const entry = entries[trace.key[event] as number] as number;
		if (entry < 0 || homes[entry] === trace.replica[event]) continue;
		findings.add({
			code: 'written-away-from-home',
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			// By id: the trace need not have that replica.
			text: rule.entries[entry]?.replica ?? '',
		});
	}
}
