import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { CausalityChoice } from '../analysis/analysis.ts';
import type { Diagram, DiagramScope } from '../report/model.ts';
import { MAX_PAGE_SIZE, sequenceDiagram } from '../report/sequence/diagram.ts';
import type { Shown } from '../report/shown.ts';
import { count, figure, quoted } from '../report/visible.ts';
import { UsageError } from './fail.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { withShown } from './openShown.ts';
import { causalityOption, FORMAT_CHOICES, outOption, wholeNumber } from './options.ts';
import { writeOutput } from './output.ts';

/** Mermaid's default maxTextSize, in characters. */
const MERMAID_LIMIT = 50_000;

interface DiagramOptions {
	key?: string;
	conflict?: number;
	from: Beginning;
	map?: string;
	to?: number;
	page: number;
	out?: string;
	causality: CausalityChoice;
}

export function addDiagram(program: Command): void {
	program
		.command('diagram')
		.summary('draw a sequence diagram in mermaid source')
		.description(
			'Draws a sequence diagram in mermaid source: of a conflict, a key, a range of lines, or all.',
		)
		.argument('<file...>', 'files of the trace; - is standard input')
		.option('--key <key>', 'the events of a key, and the messages that carried it')
		.addOption(
			new Option('--conflict <number>', 'a conflict, as numbered in the report, from 1')
				.argParser(wholeNumber(1))
				.conflicts(['key', 'to']),
		)
		.addOption(
			new Option(
				'--from <line|format>',
				'only from this line on; or the format of the files (both: give it twice)',
			)
				.argParser(lineOrFormat)
				.default({}, 'the format that their content shows'),
		)
		.option('--to <line>', 'only up to this line', wholeNumber(1))
		.addOption(mapOption())
		.option(
			'--page <number>',
			`page of a diagram of more than ${MAX_PAGE_SIZE} events, from 1`,
			wholeNumber(1),
			1,
		)
		.addOption(outOption())
		.addOption(causalityOption())
		.action(async (files: string[], options: DiagramOptions) => {
			await withShown(
				files,
				{ causality: options.causality, ...readingOf(options.from.format, options.map) },
				async (shown, check) => {
					const diagram = sequenceDiagram(shown, scopeOf(shown, options), options.page - 1, MAX_PAGE_SIZE);
					if (options.page > diagram.pages) {
						throw new UsageError(
							`there is no page ${options.page}: the diagram has ${count(diagram.pages, 'page')}`,
						);
					}
					if (diagram.pages > 1) process.stderr.write(pageNote(diagram));
					if (diagram.source.length > MERMAID_LIMIT) {
						process.stderr.write(
							`Longer than ${figure(MERMAID_LIMIT)} characters: mermaid draws it only with a larger maxTextSize\n`,
						);
					}
					await writeOutput([diagram.source], options.out, { inputs: files, check });
				},
			);
		});
}

/** What `--from` told: as everywhere a format, and here a line too. */
interface Beginning {
	line?: number;
	format?: string;
}

function lineOrFormat(text: string, before: Beginning): Beginning {
	if (FORMAT_CHOICES.includes(text)) return { ...before, format: text };
	if (!/^\d/.test(text))
		throw new InvalidArgumentError(`Give a line, or one of ${FORMAT_CHOICES.join(', ')}.`);
	return { ...before, line: wholeNumber(1)(text) };
}

function scopeOf(shown: Shown, { key, conflict, from: { line: from }, to }: DiagramOptions): DiagramScope {
	const { trace, conflicts } = shown.analysis;
	if (conflict !== undefined) {
		if (from !== undefined)
			throw new UsageError("option '--conflict <number>' cannot be used with option '--from <line>'");
		if (conflict <= conflicts.count) return { kind: 'conflict', conflict: conflict - 1 };
		throw new UsageError(
			`there is no conflict ${conflict}: the trace has ${count(conflicts.count, 'conflict')}`,
		);
	}
	const lines = from === undefined && to === undefined ? undefined : linesOf(shown, from, to);
	if (key !== undefined) {
		if (trace.keys.find(key) >= 0) return { kind: 'key', key, ...(lines && { lines }) };
		throw new UsageError(`there is no key ${quoted(key)} in the trace`);
	}
	return lines === undefined ? { kind: 'trace' } : { kind: 'range', file: 0, ...lines };
}

function linesOf({ analysis: { trace } }: Shown, from = 1, to?: number): { from: number; to: number } {
	const [file] = trace.files;
	if (file === undefined || trace.files.length > 1) {
		throw new UsageError('--from and --to are lines of one file, but several files are given');
	}
	const last = to ?? Math.max(from, file.lines);
	if (from > file.lines)
		throw new UsageError(`--from ${from} is past the end: the file has ${count(file.lines, 'line')}`);
	if (from > last) throw new UsageError(`--from ${from} is after --to ${last}`);
	return { from, to: last };
}

function pageNote({ title, page, pages }: Diagram): string {
	return `${title}: page ${figure(page + 1)} of ${figure(pages)} (--page ${page + 1 < pages ? page + 2 : 1} shows another one)\n`;
}
