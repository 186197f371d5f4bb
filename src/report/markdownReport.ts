import { clockMarkdown } from './clocks/clockSection.ts';
import { FindingOrder } from './findingOrder.ts';
import { headline, openFirst, topKeys } from './headline.ts';
import { conflictSection } from './markdownConflict.ts';
import { codeCell, escaped, row, tableHead } from './markdownText.ts';
import { type MarkdownWriting, markdownWriting } from './markdownWriting.ts';
import type { Place, Summary } from './model.ts';
import type { Shown } from './shown.ts';
import { answer } from './strategies/answer.ts';
import { strategyMarkdown } from './strategies/section.ts';
import { strategyReport } from './strategies/strategyReport.ts';
import { summary } from './summary.ts';
import { count, figure } from './visible.ts';

export interface MarkdownReportOptions {
	/** Caps conflicts and findings; 0 is all. */
	limit: number;
	/** The URI that a line is linked to. Default: the file's name with `#L12`, relative to where the report is kept. */
	linkTo?: (place: Place) => string;
	/** How many conflicts get a sequence diagram: each costs the reader's preview some tenths of a second. Default 10. */
	diagrams?: number;
}

const KEYS = 10;

/** The report as a Markdown document, in pieces: the answer, the figures and what they rest on, the conflicts, the findings. */
export function* markdownReport(shown: Shown, options: MarkdownReportOptions): Iterable<string> {
	const cap = options.limit === 0 ? Number.POSITIVE_INFINITY : options.limit;
	const writing = markdownWriting(shown, options.linkTo);
	const figures = summary(shown, new FindingOrder(shown));
	yield `# ${headline(figures)}\n\n`;
	const strategies = strategyReport(shown);
	const sentences = answer(shown, strategies);
	if (sentences.length > 0) yield `${escaped(sentences.join(' '), 4000)}\n\n`;
	yield* overview(shown, figures);
	let left = options.diagrams ?? 10;
	let listed = 0;
	for (const conflict of openFirst(shown, cap)) {
		if (listed++ === 0) yield '\n## Conflicts\n';
		yield* conflictSection(writing, conflict, left-- > 0);
	}
	yield moreOf(figures.conflicts - listed, 'conflict');
	yield* strategyMarkdown(shown, strategies);
	yield* clockMarkdown(shown);
	yield* findingTable(writing, cap);
}

function* overview(shown: Shown, figures: Summary): Iterable<string> {
	for (const note of figures.notes) yield `${note}\n\n`;
	yield tableHead(['Figure', '#Count']);
	const rows: [string, number][] = [
		['Conflicts', figures.conflicts],
		['… open', figures.conflictsOpen],
		['… resolved', figures.conflictsResolved],
		['Concurrent pairs of versions', figures.conflictPairs],
		['Keys in conflict', figures.keysInConflict],
		['Most siblings of a key at one time', figures.maxSiblings],
		['Events', figures.events],
		['Versions', figures.versions],
		['Keys with versions', figures.keys],
		['Replicas', figures.replicas.length],
	];
	for (const [name, number] of rows) yield row([name, figure(number)]);
	const named = figures.replicas
		.slice(0, 20)
		.map(({ id, name }) => (id === name ? escaped(id) : `${escaped(name)} (${escaped(id)})`));
	if (figures.replicas.length > named.length) named.push('…');
	yield `\nFiles: ${figures.files.map(({ name, lines }) => `${escaped(name, 400)} (${count(lines, 'line')})`).join(', ')}\n`;
	yield `\nReplicas: ${named.join(', ')}\n`;
	const keys = topKeys(shown, KEYS);
	if (keys.length === 0) return;
	yield `\n## Keys with the most conflicts\n\n${tableHead(['Key', '#Conflicts', '#Open', '#Versions', '#Most siblings'])}`;
	for (const { key, conflicts, open, versions, siblings } of keys) {
		yield row([codeCell(key), ...[conflicts, open, versions, siblings].map(figure)]);
	}
}

function* findingTable({ shown, at }: MarkdownWriting, cap: number): Iterable<string> {
	const findings = new FindingOrder(shown, { conflicts: false });
	if (findings.total === 0) return;
	yield '\n## Other findings\n\n';
	yield tableHead(['Finding', '#How often']);
	for (const [code, number] of findings.counts()) yield row([code, figure(number)]);
	yield `\n${tableHead(['Line', 'Severity', 'Finding', 'See also'])}`;
	const rows = findings.rows(0, cap);
	for (const finding of rows) {
		const related = finding.related.map((place) => `${at(place)} (${escaped(place.message)})`);
		yield row([at(finding), finding.severity, escaped(finding.message, 1000), related.join(', ')]);
	}
	yield moreOf(findings.total - rows.length, 'finding');
}

function moreOf(number: number, noun: string): string {
	return number > 0 ? `\n… and ${count(number, `more ${noun}`)} that the limit leaves out.\n` : '';
}
