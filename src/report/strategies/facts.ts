import type { Agreement } from '../../analysis/strategies/recorded.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { placeOf, placeText, type Shown } from '../shown.ts';
import { count, figure, quoted, visible } from '../visible.ts';
import { percent } from './answer.ts';
import type { StrategyReport } from './strategyReport.ts';
import { FOLLOWED_WORDS, REPLAY_LIMIT, STRATEGY_WORDS } from './words.ts';

/** Entries of a rule that a sentence names. */
const NAMED = 4;

/** What the replay cannot tell, and what it left aside, in sentences. */
export function replayNotes(shown: Shown, report: StrategyReport): string[] {
	const { trace } = shown.analysis;
	const notes = [REPLAY_LIMIT];
	const all = report.keysWithSiblings;
	if (report.keysMerged < all)
		notes.push(`Merged were the first ${figure(report.keysMerged)} of ${figure(all)} keys with siblings.`);
	if (report.keysRead < all)
		notes.push(`CRDTs were read of ${figure(report.keysRead)} of ${figure(all)} keys with siblings.`);
	if (report.keysUnread.size > 0) {
		const unread = [...report.keysUnread].map(
			([name, keys]) => `${STRATEGY_WORDS[name].name} (${count(keys, 'key')})`,
		);
		notes.push(`Not read, for too many or too long writes to compare: ${unread.join(', ')}.`);
	}
	if (report.offsets.size > 0) {
		const ahead = [...report.offsets].map(([replica, ms]) => `${replicaWord(trace, replica)} ${span(ms)}`);
		notes.push(
			`Clocks are corrected by the midpoint of what is proven, or as given: ahead are ${ahead.slice(0, 8).join(', ')}${ahead.length > 8 ? ', …' : ''}.`,
		);
	}
	return notes;
}

/** What merges and reads show of how the system itself resolves, in sentences. */
export function followedFacts(shown: Shown, report: StrategyReport): string[] {
	const { merges, reads } = report.recorded();
	return [follows(shown, 'Its merges', merges), follows(shown, 'Its reads and states', reads)].filter(
		(sentence) => sentence !== '',
	);
}

function follows({ analysis: { trace } }: Shown, what: string, agreements: readonly Agreement[]): string {
	const [best, second] = agreements;
	if (best === undefined) return '';
	const share = (own: Agreement) =>
		`${FOLLOWED_WORDS[own.name]} (${figure(own.agrees)} of ${figure(own.observed)})`;
	if (best.agrees === 0) return `${what} follow none of the strategies.`;
	const next = second === undefined || second.agrees === 0 ? '' : `, next ${share(second)}`;
	const [deviation] = best.deviations;
	const differs =
		deviation === undefined ? '' : `; it deviates on ${visible(placeText(trace, placeOf(trace, deviation)))}`;
	return `${what} follow ${share(best)}${next}${differs}.`;
}

/** What avoiding the conflicts would cost, in sentences. */
export function avoidanceFacts(shown: Shown, report: StrategyReport): string[] {
	return [
		...leaderFacts(shown, report),
		...givenRuleFacts(shown, report),
		...homeFacts(report),
		...ruleFacts(shown, report),
	];
}

function leaderFacts({ analysis: { trace } }: Shown, { leaders, homes }: StrategyReport): string[] {
	const [best] = leaders;
	if (best === undefined || homes.writes === 0) return [];
	const latency =
		best.addedLatencyMs === null
			? 'how much longer they would take the trace does not tell'
			: `they would take ${span(Math.round(best.addedLatencyMs))} longer on average`;
	const cutOff =
		best.cutOff === 0
			? ''
			: ` ${count(best.cutOff, 'write')} happened while ${best.cutOff === 1 ? 'its' : 'their'} replica was cut off from it and could not have been accepted.`;
	return [
		`Single leader: ${replicaWord(trace, best.leader)} would forward the fewest writes, ${figure(best.forwarded)} (${percent(best.forwarded, homes.writes)}); ${latency}. No conflicts would be left.${cutOff}`,
	];
}

function givenRuleFacts({ analysis: { homes: rule, findings } }: Shown, { homes }: StrategyReport): string[] {
	if (rule === null) return [];
	let away = 0;
	for (let id = 0; id < findings.count; id++) if (findings.code(id) === 'written-away-from-home') away++;
	return [
		`The rule given: ${away === 0 ? 'no write happened' : `${count(away, 'write')} (${percent(away, homes.writes)}) happened`} away from ${away === 1 ? "its key's" : "their keys'"} home.`,
	];
}

function homeFacts({ homes, rehoming }: StrategyReport): string[] {
	if (homes.keysWithSeveralWriters === 0)
		return ['Home for each key: every key is written at one replica only.'];
	const fixed = `Home for each key: ${count(homes.keysWithSeveralWriters, 'key')} of several writers; the best homes would forward ${count(homes.forwarded, 'write')} (${percent(homes.forwarded, homes.writes)}).`;
	if (rehoming.moves === 0) return [`${fixed} Moving homes over time would not pay.`];
	return [
		`${fixed} With ${count(rehoming.moves, 'move')} of ${count(rehoming.keysThatMove, 'key')} it would be ${figure(rehoming.forwarded)}.`,
	];
}

function ruleFacts({ analysis: { trace, conflicts } }: Shown, report: StrategyReport): string[] {
	if (conflicts.count === 0) return [];
	const rule = report.rule();
	if (rule.entries.length === 0) return [];
	const entries = rule.entries
		.slice(0, NAMED)
		.map(({ pattern, replica }) => `${quoted(pattern, 40)} at ${replicaWord(trace, replica)}`);
	if (rule.entries.length > entries.length)
		entries.push(`${figure(rule.entries.length - entries.length)} more`);
	return [
		`Smallest rule found that avoids ${percent(rule.avoided, rule.conflicts)} of the conflicts: ${entries.join(', ')}; it would forward ${count(rule.forwarded, 'write')}.`,
	];
}
