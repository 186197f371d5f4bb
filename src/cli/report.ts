import type { Command } from 'commander';
import { Option } from 'commander';
import type { CausalityChoice } from '../analysis/analysis.ts';
import { jsonReport } from '../report/jsonReport.ts';
import { markdownReport } from '../report/markdownReport.ts';
import type { Shown } from '../report/shown.ts';
import type { StrategyFacts } from '../report/strategies/json.ts';
import { textReport } from '../report/textReport.ts';
import { certificatesOption, writeCertificates } from './certificates.ts';
import { clockOption, type GivenClocks } from './clockOption.ts';
import { colours } from './colours.ts';
import { Exit, UsageError } from './fail.ts';
import { followReport } from './follow.ts';
import { homesOption, readHomes } from './homesOption.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { type Sharing, withShown } from './openShown.ts';
import { causalityOption, fromOption, hlcDriftOption, outOption, wholeNumber } from './options.ts';
import { writeOutput } from './output.ts';

interface ReportOptions {
	format: 'text' | 'markdown' | 'json';
	out?: string;
	causality: CausalityChoice;
	from?: string;
	map?: string;
	failOn?: 'open' | 'any';
	limit?: number;
	certificates?: string;
	hlcDrift: number;
	homes?: string;
	clock?: GivenClocks;
	follow?: true;
}

/** What has no meaning for a report that does not end, and tells of conflicts alone. */
const NOT_FOLLOWED = ['out', 'failOn', 'limit', 'certificates', 'clock'] as const;

const DEFAULT_LIMIT = 1000;

export function addReport(program: Command): void {
	program
		.command('report')
		.summary('tell the conflicts and findings of a trace')
		.description(
			'Tells the conflicts and findings of a trace. Several files (one a node) are analysed as one trace.',
		)
		.argument('<file...>', 'files of the trace; - is standard input')
		.addOption(
			new Option('--format <format>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'),
		)
		.addOption(outOption())
		.addOption(causalityOption())
		.addOption(fromOption())
		.addOption(mapOption())
		.addOption(
			new Option('--fail-on <conflicts>', 'exit with 1 where there are such conflicts').choices([
				'open',
				'any',
			]),
		)
		.option(
			'--limit <number>',
			'at most so many conflicts and findings; 0 is all (default: 1000)',
			wholeNumber(0),
		)
		.addOption(certificatesOption())
		.addOption(clockOption())
		.addOption(homesOption())
		.addOption(hlcDriftOption())
		.option(
			'--follow',
			'go on as the files grow: print each conflict as one line, and again when it grows, is resolved, or is none any more, until interrupted',
		)
		.action(async (files: string[], options: ReportOptions) => {
			const { from, map, ...others } = options;
			if (options.follow) return follow(files, options);
			const sharing: Sharing = options.format === 'json' ? 'strategies' : 'convergence';
			const opening = { ...others, ...readingOf(from, map), homes: readHomes(options.homes), sharing };
			await withShown(files, opening, async (shown, check, strategies) => {
				// Set before anything is written: a reader that goes away early ends the program.
				process.exitCode = exitCode(shown, options.failOn);
				const writing = { inputs: files, check };
				if (await writeCertificates(shown, options, writing))
					await writeOutput(reportIn(shown, options, strategies), options.out, writing);
			});
		});
}

async function follow(files: string[], options: ReportOptions): Promise<void> {
	const { causality, format, from, map, homes, hlcDrift } = options;
	const refused = NOT_FOLLOWED.find((name) => options[name] !== undefined);
	if (refused !== undefined) {
		const flag = refused.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
		throw new UsageError(`--${flag} cannot be used with --follow`);
	}
	if (format === 'markdown') throw new UsageError('--follow prints lines: --format is text or json');
	const rule = readHomes(homes);
	const analysing = { causality, hlcDriftMs: hlcDrift, ...(rule && { homes: rule }) };
	await followReport(files, readingOf(from, map), analysing, format);
}

function reportIn(
	shown: Shown,
	{ format, out, limit = DEFAULT_LIMIT }: ReportOptions,
	strategies: StrategyFacts | null,
): Iterable<string> {
	if (format === 'json') return jsonReport(shown, limit, strategies);
	if (format === 'markdown') return markdownReport(shown, { limit });
	return textReport(shown, { limit, style: out === undefined ? colours(process.stdout) : undefined });
}

function exitCode({ analysis: { conflicts, totals } }: Shown, failOn: ReportOptions['failOn']): number {
	const failing = failOn === 'open' ? totals.conflictsOpen : failOn === 'any' ? conflicts.count : 0;
	return failing > 0 ? Exit.conflicts : Exit.ok;
}
