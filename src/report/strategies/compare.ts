import { codeCell, escaped, row, tableHead } from '../markdownText.ts';
import { type MarkdownWriting, markdownWriting } from '../markdownWriting.ts';
import type { KeyEnd, LedgerFate } from '../model.ts';
import { placeText, type Shown } from '../shown.ts';
import type { TextStyle } from '../textStyle.ts';
import { brief, count, figure, quoted, visible, word } from '../visible.ts';
import { answer } from './answer.ts';
import { keyEnds } from './keyEnds.ts';
import { ledgerRow } from './ledgerRow.ts';
import { strategyMarkdown, strategyText } from './section.ts';
import type { StrategyReport } from './strategyReport.ts';
import { FATE_WORDS, STRATEGY_WORDS } from './words.ts';

export interface CompareOptions {
	/** Only this key (a number). */
	key?: number;
	/** Rows of the ledger. */
	limit: number;
}

/** The writes of the ledger that are told: the first, or the first of one key. */
export function ledgerVersions(shown: Shown, report: StrategyReport, { key, limit }: CompareOptions) {
	const { trace, versions: all } = shown.analysis;
	const { versions } = report.ledger();
	const chosen =
		key === undefined
			? versions
			: versions.filter((version) => trace.key[all.event[version] as number] === key);
	return { versions: chosen.subarray(0, limit), total: chosen.length };
}

/** The comparison of strategies for a terminal: the answer, the figures, one key's ends, and the writes whose fate differs. */
export function* compareText(
	shown: Shown,
	report: StrategyReport,
	options: CompareOptions,
	style: TextStyle = (_, text) => text,
): Iterable<string> {
	const { trace } = shown.analysis;
	const sentences = answer(shown, report);
	yield sentences.length > 0
		? `${sentences.join(' ')}\n`
		: 'No conflicts: every strategy ends with the same.\n';
	yield* strategyText(shown, report, style);
	if (options.key !== undefined) {
		yield `\n${style('heading', `What ${quoted(trace.keys.text(options.key))} ends as`)}\n\n`;
		for (const end of keyEnds(shown, report, options.key)) yield `  ${endWords(end)}\n`;
	}
	const { versions, total } = ledgerVersions(shown, report, options);
	if (total === 0) return;
	yield `\n${style('heading', 'Writes whose fate differs')}\n`;
	for (const version of versions) {
		const { version: about, fates, disjoint, fields } = ledgerRow(shown, report, version);
		const value = about.value === null ? '' : ` ${brief(about.value, 60)}`;
		const who = about.client === null ? '' : ` by ${brief(about.client, 40)}`;
		yield `\n  ${visible(placeText(trace, about))}  ${quoted(about.key)}: ${word(about.replica)} ${about.op}${value}${who}\n`;
		for (const fate of fates) yield `    ${fateWords(fate)}\n`;
		if (fields !== null) yield `    ${fieldWords(fields, disjoint === true)}\n`;
	}
	if (total > versions.length)
		yield `\n  … and ${count(total - versions.length, 'more write')}; --limit 0 shows all\n`;
}

/** The same as a Markdown document. */
export function* compareMarkdown(
	shown: Shown,
	report: StrategyReport,
	options: CompareOptions,
): Iterable<string> {
	const { trace } = shown.analysis;
	yield `# Strategies compared\n\n${escaped(answer(shown, report).join(' ') || 'No conflicts: every strategy ends with the same.', 4000)}\n`;
	yield* strategyMarkdown(shown, report);
	if (options.key !== undefined) {
		yield `\n## What ${escaped(trace.keys.text(options.key))} ends as\n\n`;
		yield tableHead(['Strategy', 'Ends as', 'Note']);
		for (const end of keyEnds(shown, report, options.key))
			yield row([
				escaped(STRATEGY_WORDS[end.strategy].name),
				end.values.map((value) => (value === null ? 'deleted' : codeCell(value))).join(', '),
				escaped(end.note ?? ''),
			]);
	}
	yield* ledgerMarkdown(markdownWriting(shown), report, options);
}

function* ledgerMarkdown(
	{ shown, at }: MarkdownWriting,
	report: StrategyReport,
	options: CompareOptions,
): Iterable<string> {
	const { versions, total } = ledgerVersions(shown, report, options);
	if (total === 0) return;
	yield '\n## Writes whose fate differs\n';
	for (const version of versions) {
		const { version: about, fates, disjoint, fields } = ledgerRow(shown, report, version);
		const value = about.value === null ? '' : ` ${codeCell(about.value)}`;
		yield `\n${at(about)}: ${escaped(about.key)}, ${about.op}${value} at ${escaped(about.replica)}${about.client === null ? '' : ` by ${escaped(about.client)}`}.`;
		yield fields === null ? '\n\n' : ` ${escaped(fieldWords(fields, disjoint === true), 400)}\n\n`;
		yield tableHead(['Strategy', 'Fate', 'Why', 'For']);
		for (const { strategy, fate, reason, winner } of fates)
			yield row([
				escaped(STRATEGY_WORDS[strategy].name),
				FATE_WORDS[fate],
				escaped(reason, 400),
				winner === null ? '' : at(winner),
			]);
	}
	if (total > versions.length)
		yield `\n… and ${figure(total - versions.length)} more that the limit leaves out.\n`;
}

function endWords({ strategy, kind, values, note }: KeyEnd): string {
	const shown = values.map((value) => (value === null ? 'deleted' : brief(value, 80))).join('  |  ');
	const what = kind === 'undecided' ? 'not decided' : kind === 'unread' ? 'not read' : shown;
	return `${STRATEGY_WORDS[strategy].name}: ${what}${note === null ? '' : ` (${visible(note)})`}`;
}

function fateWords({ strategy, fate, reason }: LedgerFate): string {
	return `${STRATEGY_WORDS[strategy].name}: ${FATE_WORDS[fate]} (${reason})`;
}

function fieldWords(fields: readonly string[], disjoint: boolean): string {
	if (fields.length === 0) return 'It changed no field.';
	const named = fields.slice(0, 6).map((field) => quoted(field, 30));
	if (fields.length > named.length) named.push('…');
	return `It changed ${named.join(', ')}; ${disjoint ? 'no concurrent write touched these' : 'a concurrent write touched one of them too'}.`;
}
