import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { clockVictories } from '../../analysis/strategies/clockVictories.ts';
import { replicaName } from '../../trace/trace.ts';
import { topKeys } from '../headline.ts';
import type { Shown } from '../shown.ts';
import { brief, count, figure, quoted, word } from '../visible.ts';
import { conflictingClients } from './contributors.ts';
import { figuresOf, type StrategyReport } from './strategyReport.ts';

/**
 * The answer in sentences, from the figures: how many conflicts there are for how many writes, which keys and clients make most of
 * them, whether partitioning would do, what last-write-wins loses, whether values merge by type.
 */
export function answer(shown: Shown, report: StrategyReport): string[] {
	const { conflicts, versions } = shown.analysis;
	if (conflicts.count === 0) return [];
	return [rate(conflicts.count, versions.count), whoMakesThem(shown), partitioning(shown, report)]
		.concat(lastWriteWins(shown, report), merging(report))
		.filter((sentence) => sentence !== '');
}

function rate(conflicts: number, writes: number): string {
	const perThousand = (conflicts * 1000) / writes;
	const shown =
		perThousand >= 10 ? figure(Math.round(perThousand)) : String(Math.round(perThousand * 10) / 10);
	return `There ${conflicts === 1 ? 'is' : 'are'} ${count(conflicts, 'conflict')} in ${count(writes, 'write')}: ${shown} in a thousand.`;
}

function whoMakesThem(shown: Shown): string {
	const all = shown.analysis.conflicts.count;
	const keys = topKeys(shown, 3);
	const parts: string[] = [];
	if (keys.length > 0) {
		const named = keys.map(({ key, conflicts }) => `${quoted(key, 40)} (${percent(conflicts, all)})`);
		parts.push(`most are on ${list(named)}`);
	}
	const [client] = conflictingClients(shown.analysis);
	if (client !== undefined)
		parts.push(`${brief(client.client, 40)} takes part in ${percent(client.conflicts, all)} of them`);
	return parts.length === 0 ? '' : capital(`${parts.join('; ')}.`);
}

function partitioning({ analysis: { trace } }: Shown, { homes, leaders, rehoming }: StrategyReport): string {
	const [leader] = leaders;
	if (leader === undefined || homes.writes === 0) return '';
	const share = percent(homes.forwarded, homes.writes);
	const moves =
		rehoming.moves > 0 && rehoming.forwarded < homes.forwarded
			? ` (${percent(rehoming.forwarded, homes.writes)} if keys may move, ${count(rehoming.moves, 'time')} in all)`
			: '';
	const home =
		homes.keysWithSeveralWriters === 0
			? 'Every key is written at one replica only.'
			: `One home for each key would avoid them all and forward ${share} of the writes${moves}`;
	if (homes.keysWithSeveralWriters === 0) return home;
	const id = word(trace.replicas.text(leader.leader));
	return `${home}; a single leader at ${id} would forward ${percent(leader.forwarded, homes.writes)}.`;
}

function lastWriteWins(shown: Shown, report: StrategyReport): string[] {
	const figures = figuresOf(report, 'lww');
	if (figures === undefined || !clocksOf(shown.analysis).timed)
		return ['Last-write-wins cannot be replayed by wall clock: the writes carry no time.'];
	const { lostWrites, lostAlthoughNewer, keysWithLosses } = figures;
	const newer =
		lostAlthoughNewer === 0
			? ''
			: `, ${figure(lostAlthoughNewer)} of them although made with knowledge of the write that wins${who(shown, report)}`;
	const sentences = [
		lostWrites === 0
			? 'Last-write-wins by wall clock would lose none of the final writes.'
			: `Last-write-wins by wall clock would lose ${count(lostWrites, 'write')} on ${count(keysWithLosses, 'key')}${newer}.`,
	];
	const corrected = figuresOf(report, 'lww-corrected');
	if (corrected !== undefined && lostWrites > 0)
		sentences.push(
			`Had the clocks been right, it would have lost ${figure(corrected.lostWrites)}, ${corrected.lostAlthoughNewer === 0 ? 'none' : figure(corrected.lostAlthoughNewer)} of them although newer.`,
		);
	return [...sentences, ...fastClocks(shown, report)];
}

/** The replicas whose clocks make them win conflicts that others should. */
function fastClocks({ analysis: { trace } }: Shown, { replay, offsets }: StrategyReport): string[] {
	const [first] = clockVictories(replay, offsets);
	if (first === undefined || first.wrongly === 0) return [];
	const least = Math.min(0, ...offsets.values());
	const id = replicaName(trace, first.replica);
	const ahead = Math.round(first.ahead - least);
	return [
		`The writes of ${word(id)}, whose clock is some ${figure(ahead)} ms ahead of the slowest one, win ${count(first.conflicts, 'conflict')} by time; in ${figure(first.wrongly)} of these the other side wrote later.`,
	];
}

/** Whose writes win over newer ones: the replica of most of these winners. */
function who({ analysis: { trace, versions } }: Shown, { replay }: StrategyReport): string {
	const [lww] = replay.strategies;
	const counts = new Map<number, number>();
	let all = 0;
	for (const winner of lww?.winners ?? []) {
		if (winner < 0 || replay.frontier.isIn[winner] === 1) continue;
		const at = trace.replica[versions.event[winner] as number] as number;
		counts.set(at, (counts.get(at) ?? 0) + 1);
		all++;
	}
	const [most] = [...counts].sort((a, b) => b[1] - a[1]);
	if (most === undefined || most[1] * 2 <= all) return '';
	return ` (${most[1] === all ? 'always' : 'mostly'} one of ${word(trace.replicas.text(most[0]))})`;
}

function merging(report: StrategyReport): string {
	const merge = figuresOf(report, 'merge');
	if (merge === undefined || merge.keys === 0) return '';
	const merged = merge.keys - merge.keysWithSiblings;
	const some = merge.keys < report.keysWithSiblings ? ` of the first ${figure(merge.keys)}` : '';
	const of = `${count(report.keysWithSiblings, 'key')} that ${report.keysWithSiblings === 1 ? 'ends' : 'end'} with siblings`;
	const merges = merged === 1 ? 'merges' : 'merge';
	if (some !== '') return `Of ${of}, ${figure(merged)}${some} ${merges} by type.`;
	if (merged === 0) return `The siblings of the ${of} do not merge by type.`;
	return merged === merge.keys
		? `The siblings of ${merged === 1 ? 'the' : 'all'} ${of} merge by type.`
		: `Of the ${of}, ${figure(merged)} ${merges} by type.`;
}

/** A share in words: `12 %`, and `under 1 %` rather than `0 %` where it is not nothing. */
export function percent(part: number, all: number): string {
	if (all === 0) return '0 %';
	const share = (part * 100) / all;
	return share > 0 && share < 1 ? 'under 1 %' : `${Math.round(share)} %`;
}

function list(items: readonly string[]): string {
	return items.length < 2
		? items.join('')
		: `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
