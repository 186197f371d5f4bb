import type { Shown } from '../shown.ts';
import type { StrategyReport } from './strategyReport.ts';

/** The fields `strategies` and `avoidance` of the JSON report, with a comma behind each. */
export function* strategiesJson({ analysis: { trace } }: Shown, report: StrategyReport): Iterable<string> {
	const { figures, leaders, homes, keysMerged, keysRead, keysWithSiblings, keysUnread } = report;
	const rows = figures.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
	yield `  "strategies": [\n${rows}\n  ],\n`;
	yield `  "strategyKeys": ${JSON.stringify({ withSiblings: keysWithSiblings, merged: keysMerged, readAsCrdts: keysRead, unread: Object.fromEntries(keysUnread) })},\n`;
	const named = leaders.map(({ leader, ...costs }) => ({ leader: trace.replicas.text(leader), ...costs }));
	yield `  "avoidance": ${JSON.stringify({
		singleLeader: named[0] ?? null,
		home: { forwarded: homes.forwarded, keysWithSeveralWriters: homes.keysWithSeveralWriters },
		leaders: named,
	})},\n`;
}
