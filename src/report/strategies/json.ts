import type { Shown } from '../shown.ts';
import { type StrategyReport, strategyReport } from './strategyReport.ts';

/** What the JSON report tells of strategies: plain values, which another thread may have worked out. */
export interface StrategyFacts
	extends Pick<
		StrategyReport,
		'figures' | 'leaders' | 'keysMerged' | 'keysRead' | 'keysWithSiblings' | 'keysUnread'
	> {
	readonly homes: Pick<StrategyReport['homes'], 'forwarded' | 'keysWithSeveralWriters'>;
}

/** Costs what strategyReport does. */
export function strategyFacts(shown: Shown): StrategyFacts {
	const { figures, leaders, homes, keysMerged, keysRead, keysWithSiblings, keysUnread } =
		strategyReport(shown);
	const { forwarded, keysWithSeveralWriters } = homes;
	return {
		figures,
		leaders,
		homes: { forwarded, keysWithSeveralWriters },
		keysMerged,
		keysRead,
		keysWithSiblings,
		keysUnread,
	};
}

/** The fields `strategies` and `avoidance` of the JSON report, with a comma behind each. */
export function* strategiesJson({ analysis: { trace } }: Shown, facts: StrategyFacts): Iterable<string> {
	const { figures, leaders, homes, keysMerged, keysRead, keysWithSiblings, keysUnread } = facts;
	const rows = figures.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
	yield `  "strategies": [\n${rows}\n  ],\n`;
	yield `  "strategyKeys": ${JSON.stringify({ withSiblings: keysWithSiblings, merged: keysMerged, readAsCrdts: keysRead, unread: Object.fromEntries(keysUnread) })},\n`;
	const named = leaders.map(({ leader, ...costs }) => ({ leader: trace.replicas.text(leader), ...costs }));
	yield `  "avoidance": ${JSON.stringify({
		singleLeader: named[0] ?? null,
		home: homes,
		leaders: named,
	})},\n`;
}
