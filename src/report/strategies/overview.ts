import type { StrategyOverview } from '../model.ts';
import type { Shown } from '../shown.ts';
import { answer } from './answer.ts';
import { avoidanceFacts, followedFacts, replayNotes } from './facts.ts';
import type { StrategyReport } from './strategyReport.ts';
import { STRATEGY_TITLES, STRATEGY_WORDS } from './words.ts';

/** The comparison of strategies as one small object. */
export function strategyOverview(shown: Shown, report: StrategyReport): StrategyOverview {
	const { trace } = shown.analysis;
	const id = (replica: number) => trace.replicas.text(replica);
	const { forwarded, writes, keysWithSeveralWriters } = report.homes;
	const rule = report.rule();
	return {
		answer: answer(shown, report),
		strategies: report.figures.map((figures) => {
			const { name: title, rule: keeps } = STRATEGY_WORDS[figures.name];
			return { ...figures, title, rule: keeps };
		}),
		titles: STRATEGY_TITLES,
		notes: replayNotes(shown, report),
		followed: followedFacts(shown, report),
		avoidance: avoidanceFacts(shown, report),
		leaders: report.leaders.map(({ leader, forwarded: moved, addedLatencyMs, cutOff }) => ({
			leader: id(leader),
			forwarded: moved,
			addedLatencyMs,
			cutOff,
		})),
		home: { forwarded, writes, keysWithSeveralWriters },
		rehoming: report.rehoming,
		rule: { ...rule, entries: rule.entries.map((entry) => ({ ...entry, replica: id(entry.replica) })) },
		ledger: report.ledger().counts,
		clocks: [...report.offsets].map(([replica, ahead]) => ({ replica: id(replica), ahead })),
	};
}
