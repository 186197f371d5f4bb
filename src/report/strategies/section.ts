import type { StrategyFigures } from '../../analysis/strategies/figures.ts';
import { escaped, row, tableHead } from '../markdownText.ts';
import type { Shown } from '../shown.ts';
import type { TextStyle } from '../textStyle.ts';
import { figure } from '../visible.ts';
import { avoidanceFacts, followedFacts, replayNotes } from './facts.ts';
import type { StrategyReport } from './strategyReport.ts';
import { STRATEGY_COLUMNS } from './table.ts';
import { STRATEGY_WORDS } from './words.ts';

/** What a terminal is told of strategies and of avoiding conflicts. Nothing where there are no writes. */
export function* strategyText(shown: Shown, report: StrategyReport, style: TextStyle): Iterable<string> {
	if (shown.analysis.versions.count === 0) return;
	yield `\n${style('heading', 'Strategies')} ${style('faint', '(what each would have cost)')}\n\n`;
	const cells = [
		['', ...STRATEGY_COLUMNS.map(({ short }) => short)],
		...toldFigures(report).map((own) => [
			STRATEGY_WORDS[own.name].name,
			...STRATEGY_COLUMNS.map(({ of }) => figure(of(own))),
		]),
	];
	const widths = (cells[0] as string[]).map((_, column) =>
		Math.max(...cells.map((line) => (line[column] as string).length)),
	);
	for (const [first, ...numbers] of cells as [string, ...string[]][]) {
		const padded = numbers.map((number, column) => number.padStart(widths[column + 1] as number));
		yield `  ${first.padEnd(widths[0] as number)}  ${padded.join('  ')}\n`;
	}
	for (const fact of [...followedFacts(shown, report), ...replayNotes(shown, report)]) yield `  ${fact}\n`;
	yield `\n${style('heading', 'Avoiding conflicts')}\n\n`;
	for (const fact of avoidanceFacts(shown, report)) yield `  ${fact}\n`;
}

/** The same in Markdown. */
export function* strategyMarkdown(shown: Shown, report: StrategyReport): Iterable<string> {
	if (shown.analysis.versions.count === 0) return;
	yield '\n## Strategies\n\nWhat each would have cost, replayed on the recorded writes.\n\n';
	yield tableHead(['Strategy', 'What it keeps', ...STRATEGY_COLUMNS.map(({ title }) => `#${title}`)]);
	for (const own of toldFigures(report)) {
		const { name, rule } = STRATEGY_WORDS[own.name];
		yield row([escaped(name), escaped(rule), ...STRATEGY_COLUMNS.map(({ of }) => figure(of(own)))]);
	}
	for (const fact of [...followedFacts(shown, report), ...replayNotes(shown, report)])
		yield `\n${escaped(fact, 2000)}\n`;
	yield '\n## Avoiding conflicts\n';
	for (const fact of avoidanceFacts(shown, report)) yield `\n${escaped(fact, 2000)}\n`;
}

/** A last-write-wins register is told once, as last-write-wins. */
function toldFigures({ figures }: StrategyReport): StrategyFigures[] {
	return figures.filter(({ name }) => name !== 'lww-register');
}
