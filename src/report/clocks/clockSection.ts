import { clocksOf } from '../../analysis/clocks/clocks.ts';
import type { SkewRow } from '../../analysis/clocks/skew.ts';
import { convergenceStory } from '../convergence/convergenceStory.ts';
import { escaped, row, tableHead } from '../markdownText.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import type { Shown } from '../shown.ts';
import type { TextStyle } from '../textStyle.ts';
import { count } from '../visible.ts';
import { clockStory } from './clockStory.ts';

/** Of pairs of clocks a screen and a document show these; JSON has all. */
const TEXT_PAIRS = 6;
const MARKDOWN_PAIRS = 100;

/** What a terminal is told of clocks, replicas' agreement and clients' sessions: the answer first. */
export function* clockText(shown: Shown, style: TextStyle): Iterable<string> {
	const story = clockStory(shown);
	if (story !== null) {
		yield `\n${style('heading', 'Clocks')}\n\n  ${story.headline}\n`;
		for (const fact of story.facts) yield `  ${fact}\n`;
		const { pairs, more } = pairsOf(shown, TEXT_PAIRS);
		for (const pair of pairs) yield `    ${words(shown, pair)}\n`;
		if (more > 0) yield `    … and ${count(more, 'more pair')}\n`;
	}
	const facts = convergenceStory(shown);
	if (facts.length === 0) return;
	yield `\n${style('heading', 'Convergence and sessions')}\n\n`;
	for (const fact of facts) yield `  ${fact}\n`;
}

/** The same in Markdown. */
export function* clockMarkdown(shown: Shown): Iterable<string> {
	const story = clockStory(shown);
	if (story !== null) {
		yield `\n## Clocks\n\n${escaped(story.headline, 2000)}\n`;
		for (const fact of story.facts) yield `\n${escaped(fact, 2000)}\n`;
		const { pairs, more } = pairsOf(shown, MARKDOWN_PAIRS);
		if (pairs.length > 0)
			yield `\n${tableHead(['Clock', 'against', '#at least', '#at most', '#at least, by messages alone', '#at most, by messages alone', 'proven wrong'])}`;
		for (const { from, to, min, max, proven, byMessages } of pairs) {
			const names = [to, from].map((replica) => escaped(replicaWord(shown.analysis.trace, replica)));
			const bounds = [min, max, byMessages.min, byMessages.max].map((ms) => (ms === null ? '' : signed(ms)));
			yield row([...names, ...bounds, proven ? 'yes' : '']);
		}
		if (more > 0) yield `\n… and ${count(more, 'more pair')} of clocks.\n`;
	}
	const facts = convergenceStory(shown);
	if (facts.length === 0) return;
	yield '\n## Convergence and sessions\n';
	for (const fact of facts) yield `\n${escaped(fact, 2000)}\n`;
}

/** One row for each pair of replicas, proven ones first, as the clock that is ahead (if one is) against the other. */
function pairsOf(shown: Shown, limit: number): { pairs: SkewRow[]; more: number } {
	const { skew } = clocksOf(shown.analysis);
	const pairs: SkewRow[] = [];
	for (const pair of skew.rows()) {
		const ahead = pair.min !== null && pair.min > 0;
		const undecided = !pair.proven && pair.from < pair.to;
		if (ahead || undecided) pairs.push(pair);
	}
	pairs.sort((a, b) => Number(b.proven) - Number(a.proven) || (b.min ?? 0) - (a.min ?? 0));
	return { pairs: pairs.slice(0, limit), more: Math.max(0, pairs.length - limit) };
}

/** `Tokyo (dc3) against Dublin (dc1): +182 ms to +217 ms`. */
function words(shown: Shown, { from, to, min, max, proven }: SkewRow): string {
	const { trace } = shown.analysis;
	const bounds =
		min === null
			? `at most ${signed(max as number)}`
			: max === null
				? `at least ${signed(min)}`
				: `${signed(min)} to ${signed(max)}`;
	return `${replicaWord(trace, to)} against ${replicaWord(trace, from)}: ${bounds}${proven ? ', proven' : ''}`;
}

function signed(ms: number): string {
	return ms > 0 ? `+${span(ms)}` : span(ms);
}
