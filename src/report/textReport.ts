import { clockText } from './clocks/clockSection.ts';
import { conflictRow } from './conflictRow.ts';
import { FindingOrder } from './findingOrder.ts';
import { headline, openFirst, topKeys } from './headline.ts';
import type { ConflictRow, Place, Summary, VersionRow } from './model.ts';
import { placeText, type Shown } from './shown.ts';
import { answer } from './strategies/answer.ts';
import { strategyText } from './strategies/section.ts';
import { type StrategyReport, strategyReport } from './strategies/strategyReport.ts';
import { summary } from './summary.ts';
import type { TextStyle } from './textStyle.ts';
import { brief, count, figure, quoted, visible, word } from './visible.ts';

export interface TextReportOptions {
	/** Caps conflicts and findings; 0 is all. */
	limit: number;
	/** Colours, where the terminal has them. */
	style?: TextStyle;
}

/** Of a conflict with many versions a screen shows these. */
const VERSIONS = 8;
const KEYS = 5;

/** The report for a terminal, in pieces: the answer first, then the conflicts, open ones before resolved ones, then findings. */
export function* textReport(
	shown: Shown,
	{ limit, style = (_, text) => text }: TextReportOptions,
): Iterable<string> {
	const cap = limit === 0 ? Number.POSITIVE_INFINITY : limit;
	const figures = summary(shown, new FindingOrder(shown));
	const strategies = strategyReport(shown);
	yield* overview(shown, figures, strategies, style);
	let listed = 0;
	for (const conflict of openFirst(shown, cap)) {
		if (listed++ === 0) yield `\n${style('heading', 'Conflicts')}\n`;
		yield* conflictLines(shown, conflictRow(shown, conflict, VERSIONS), style);
	}
	yield moreOf(figures.conflicts - listed, 'conflict');
	yield* strategyText(shown, strategies, style);
	yield* clockText(shown, style);
	yield* findingLines(shown, cap, style);
}

function* overview(
	shown: Shown,
	figures: Summary,
	strategies: StrategyReport,
	style: TextStyle,
): Iterable<string> {
	yield `${style('heading', headline(figures))}\n\n`;
	const sentences = answer(shown, strategies);
	if (sentences.length > 0) yield `${sentences.join(' ')}\n\n`;
	const files = figures.files.map(({ name }) => visible(name)).join(', ');
	const sizes = [
		count(figures.events, 'event'),
		`${count(figures.versions, 'version')} of ${count(figures.keys, 'key')}`,
		count(figures.replicas.length, 'replica'),
	];
	yield `${files}: ${sizes.join(', ')}\n`;
	for (const note of figures.notes) yield `${note}\n`;
	const keys = topKeys(shown, KEYS).map(
		({ key, conflicts, open }) =>
			`${quoted(key)} ${figure(conflicts)}${open > 0 ? ` (${figure(open)} open)` : ''}`,
	);
	if (keys.length > 0) yield `Most conflicts: ${keys.join(', ')}\n`;
}

function* conflictLines(shown: Shown, row: ConflictRow, style: TextStyle): Iterable<string> {
	const at = (place: Place) => visible(placeText(shown.analysis.trace, place));
	const rest = (total: number, some: readonly unknown[]) =>
		total > some.length ? `    … and ${figure(total - some.length)} more\n` : '';
	const facts = [count(row.versionCount, 'version'), count(row.pairs, 'concurrent pair'), row.certainty];
	const state = row.resolved ? style('resolved', 'resolved') : style('open', 'open');
	yield `\n  #${row.id + 1} ${quoted(row.key)}  ${state}, ${facts.join(', ')}\n`;
	for (const version of row.versions) yield `    ${at(version)}  ${versionText(version)}\n`;
	yield rest(row.versionCount, row.versions);
	yield row.detected === null
		? '    not detected: the trace shows no replica that holds two of them\n'
		: `    detected  ${at(row.detected)} at ${word(row.detected.replica)}\n`;
	for (const version of row.resolvedBy) yield `    resolved  ${at(version)}  ${versionText(version)}\n`;
	yield rest(row.resolverCount, row.resolvedBy);
}

/** `R1 write "pending" by User A {R1:1}`. */
function versionText({ replica, op, value, client, vector }: VersionRow): string {
	const entries = vector.slice(0, 8).map(([id, counter]) => `${brief(id, 30)}:${counter}`);
	if (vector.length > entries.length) entries.push('…');
	return [
		word(replica),
		op,
		...(value === null ? [] : [brief(value, 60)]),
		...(client === null ? [] : [`by ${brief(client, 40)}`]),
		`{${entries.join(', ')}}`,
	].join(' ');
}

function* findingLines(shown: Shown, cap: number, style: TextStyle): Iterable<string> {
	const findings = new FindingOrder(shown, { conflicts: false });
	if (findings.total === 0) return;
	const counts = findings.counts().map(([code, number]) => `${code} ${figure(number)}`);
	yield `\n${style('heading', 'Other findings')} ${style('faint', `(${counts.join(', ')})`)}\n\n`;
	const rows = findings.rows(0, cap);
	for (const row of rows) {
		const place = visible(placeText(shown.analysis.trace, row));
		yield `  ${place}  ${row.severity}: ${row.message} ${style('faint', `[${row.code}]`)}\n`;
	}
	yield moreOf(findings.total - rows.length, 'finding');
}

function moreOf(number: number, noun: string): string {
	return number > 0 ? `\n  … and ${count(number, `more ${noun}`)}; --limit 0 shows all\n` : '';
}
