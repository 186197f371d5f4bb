import { type Clocks, clocksOf } from '../../analysis/clocks/clocks.ts';
import { clockFindings, eventsOf } from '../../analysis/clocks/findings.ts';
import type { SkewRow } from '../../analysis/clocks/skew.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { eventWord, type Shown } from '../shown.ts';
import { count, figure } from '../visible.ts';
import { changeWords } from './changeWords.ts';

/** What there is to say of a trace's clocks, in sentences of plain text. */
export interface ClockStory {
	/** Whose clock is wrong, by how much, since when. */
	headline: string;
	/** What follows from it, and what else was found. */
	facts: string[];
}

/** Names that one sentence holds. */
const MAX_NAMED = 3;

/** Tells the story of a trace's clocks; null where the trace has no times. */
export function clockStory(shown: Shown): ClockStory | null {
	const clocks = clocksOf(shown.analysis);
	if (!clocks.timed) return null;
	const facts = [
		inversions(shown, clocks),
		...moreChanges(shown),
		backSteps(shown, clocks),
		...hybrid(clocks),
	];
	if (clocks.ties.count > 0)
		facts.push(
			`Concurrent versions of different replicas share a time ${count(clocks.ties.count, 'time')}: last-write-wins then decides by the replica's id.`,
		);
	return { headline: headline(shown, clocks), facts: facts.filter((fact) => fact !== '') };
}

function headline(shown: Shown, { skew, backSteps: back }: Clocks): string {
	const { ahead, changes, contradictions } = clockFindings(shown.analysis);
	if (changes.length > 0) return `Clocks moved. ${changeWords(shown, 0)}`;
	const proven = ahead.length > 0 ? `${provenWords(shown, ahead)} ` : '';
	if (contradictions.length > 0)
		return `${proven}The times contradict each other: no constant offsets of the clocks fit them. A clock was set, or the log is wrong.`;
	if (proven !== '') return `${proven}Nothing shows that a clock moved, so it holds for the whole trace.`;
	if (back.length > 0)
		return `${count(back.length, 'clock')} ${back.length === 1 ? 'goes' : 'go'} back in its own order of events.`;
	return unproven(skew.rows());
}

/** Of whom it is proven. Two clocks alone never tell which of them is right. */
function provenWords(shown: Shown, ahead: readonly SkewRow[]): string {
	const { trace } = shown.analysis;
	const [first] = ahead as [SkewRow];
	const where = proofWords(shown, ahead);
	if (ahead.length > 1) {
		if (ahead.every(({ to }) => to === first.to))
			return `The clock of ${replicaWord(trace, first.to)} is fast: ahead of ${listed(ahead.map((row) => `that of ${replicaWord(trace, row.from)} by ${interval(row)}`))}, ${where}.`;
		if (ahead.every(({ from }) => from === first.from))
			return `The clock of ${replicaWord(trace, first.from)} is slow: behind ${listed(ahead.map((row) => `that of ${replicaWord(trace, row.to)} by ${interval(row)}`))}, ${where}.`;
	}
	const widest = ahead.reduce((a, b) => ((b.min as number) > (a.min as number) ? b : a));
	const pair = `the clock of ${replicaWord(trace, widest.to)} is ahead of that of ${replicaWord(trace, widest.from)} by ${interval(widest)}, ${where}`;
	if (ahead.length === 1)
		return `${pair.replace('the', 'The')}; which of the two is wrong, the trace alone does not tell.`;
	return `${figure(ahead.length)} pairs of clocks are apart for sure. The widest: ${pair}.`;
}

/** `at least 182 ms (at most 217 ms)`. */
function interval({ min, max }: SkewRow): string {
	return `at least ${span(min as number)}${max === null ? '' : ` (at most ${span(max)})`}`;
}

/** From where to where the events stand that prove it. */
function proofWords(shown: Shown, ahead: readonly SkewRow[]): string {
	const { skew } = clocksOf(shown.analysis);
	const events = ahead.slice(0, MAX_NAMED).flatMap(({ from, to }) => eventsOf(skew.path(to, from)));
	const [from, to] = [Math.min(...events), Math.max(...events)];
	return `proven by events from ${eventWord(shown, from)} to ${eventWord(shown, to)}`;
}

function unproven(rows: Iterable<SkewRow>): string {
	let oneSided = 0;
	let both = 0;
	let widest = 0;
	for (const { min, max } of rows) {
		if (min === null || max === null) oneSided++;
		else {
			both++;
			widest = Math.max(widest, max - min);
		}
	}
	if (both > 0)
		return `No clock is proven wrong: every offset may be 0. Offsets are known to within ${span(widest)} at worst${oneSided > 0 ? `, and of ${count(oneSided / 2, 'pair')} of replicas on one side only, since traffic is one-way` : ''}.`;
	if (oneSided > 0)
		return 'No clock is proven wrong: traffic is one-way, so that offsets are bounded on one side only.';
	return 'Nothing in the trace bounds the clocks against each other: it has no messages or ordered writes with times at two replicas.';
}

function inversions({ analysis: { trace, versions } }: Shown, { inversions: found }: Clocks): string {
	if (found.count === 0) return '';
	const winners = new Map<number, number>();
	let most = 0;
	for (let id = 0; id < found.count; id++) {
		const [v, w] = [found.earlier[id] as number, found.later[id] as number].map(
			(version) => versions.event[version] as number,
		) as [number, number];
		const writer = trace.replica[v] as number;
		winners.set(writer, (winners.get(writer) ?? 0) + 1);
		most = Math.max(most, (trace.ts[v] as number) - (trace.ts[w] as number));
	}
	const [[winner, wins]] = [...winners].sort((a, b) => b[1] - a[1]) as [[number, number]];
	const whose =
		wins === found.count
			? `all for older writes of ${replicaWord(trace, winner)}`
			: `${figure(wins)} of them for older writes of ${replicaWord(trace, winner)}`;
	const many = count(found.count, 'write');
	const are =
		found.count === 1
			? 'has an earlier time than a version that it'
			: 'have an earlier time than a version that they';
	return `${many} ${are} had seen, by up to ${span(most)}: last-write-wins would drop what happened second and keep what happened first, ${whose}.`;
}

function moreChanges(shown: Shown): string[] {
	const { changes } = clockFindings(shown.analysis);
	const shownChanges = Array.from({ length: Math.min(MAX_NAMED, changes.length - 1) }, (_, i) =>
		changeWords(shown, i + 1),
	);
	const left = changes.length - 1 - shownChanges.length;
	return left > 0
		? [...shownChanges, `Clocks moved ${count(left, 'more time')}; the findings tell when.`]
		: shownChanges;
}

function backSteps({ analysis: { trace } }: Shown, { backSteps: found }: Clocks): string {
	if (found.length === 0) return '';
	const names = found.map(({ replica, ms }) => `that of ${replicaWord(trace, replica)} by up to ${span(ms)}`);
	return `Clocks go back in their replicas' own order of events: ${listed(names)}.`;
}

function hybrid({ hlcViolations }: Clocks): string[] {
	if (hlcViolations.length === 0) return [];
	const of = (fault: string) => hlcViolations.filter((violation) => violation.fault === fault).length;
	const faults = [
		[of('order'), 'not exceeding what happened before'],
		[of('behind'), 'behind the wall clock'],
		[of('drift'), 'too far ahead of the wall clock'],
	] as const;
	const told = faults.filter(([number]) => number > 0).map(([number, what]) => `${figure(number)} ${what}`);
	return [`Hybrid logical clocks break their rules: ${told.join(', ')}.`];
}

function listed(parts: readonly string[]): string {
	const named = parts.slice(0, MAX_NAMED);
	if (parts.length > named.length) named.push(`${figure(parts.length - named.length)} more`);
	return named.length === 1 ? (named[0] as string) : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
