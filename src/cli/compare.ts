import type { Command } from 'commander';
import { Option } from 'commander';
import type { CausalityChoice } from '../analysis/analysis.ts';
import { MOVING_COST } from '../analysis/avoidance/rehoming.ts';
import type { Shown } from '../report/shown.ts';
import { type CompareOptions, compareMarkdown, compareText } from '../report/strategies/compare.ts';
import { compareJson } from '../report/strategies/compareJson.ts';
import { strategyReport } from '../report/strategies/strategyReport.ts';
import { quoted } from '../report/visible.ts';
import { clockOption, type GivenClocks } from './clockOption.ts';
import { colours } from './colours.ts';
import { UsageError } from './fail.ts';
import { homesOption, readHomes } from './homesOption.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { withShown } from './openShown.ts';
import { causalityOption, fromOption, outOption, wholeNumber } from './options.ts';
import { writeOutput } from './output.ts';
import { Progress } from './progress.ts';

interface Flags {
	key?: string;
	format: 'text' | 'markdown' | 'json';
	clock?: GivenClocks;
	homes?: string;
	limit: number;
	moveCost: number;
	out?: string;
	causality: CausalityChoice;
	from?: string;
	map?: string;
}

/** Here the strategies are all there is to tell: more values are read than for a report. */
const LIMITS = { merged: 100_000, read: 5000 };
const RECORDED_EVENTS = 10_000;

export function addCompare(program: Command): void {
	program
		.command('compare')
		.summary('compare what resolution strategies would have made of a trace')
		.description(
			'Replays resolution strategies on the recorded writes: what each would have lost, what keys end as, which strategy the system itself follows, and what a single leader or homes for keys would cost.',
		)
		.argument('<file...>', 'files of the trace; - is standard input')
		.option('--key <key>', 'what this key ends as under each strategy, and its writes alone')
		.addOption(
			new Option('--format <format>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'),
		)
		.addOption(clockOption())
		.addOption(homesOption())
		.option('--limit <number>', 'at most so many writes; 0 is all', wholeNumber(0), 20)
		.option(
			'--move-cost <writes>',
			'moving a key to another home costs as much as forwarding so many writes',
			wholeNumber(0),
			MOVING_COST,
		)
		.addOption(outOption())
		.addOption(fromOption())
		.addOption(mapOption())
		.addOption(causalityOption())
		.action(async (files: string[], { key, format, limit, moveCost, out, from, map, ...flags }: Flags) => {
			const opening = { ...flags, ...readingOf(from, map), homes: readHomes(flags.homes) };
			await withShown(files, opening, async (shown, check) => {
				const progress = new Progress();
				let done = 0;
				const onKey = () => progress.update(`Comparing, ${++done} keys`, null);
				const report = strategyReport(shown, {
					limits: { ...LIMITS, onKey },
					recordedEvents: RECORDED_EVENTS,
					movingCost: moveCost,
				});
				const options = {
					limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
					...(key !== undefined && { key: keyNumber(shown, key) }),
				};
				progress.end();
				await writeOutput(pieces(shown, report, options, format, out), out, { inputs: files, check });
			});
		});
}

function pieces(
	shown: Shown,
	report: ReturnType<typeof strategyReport>,
	options: CompareOptions,
	format: Flags['format'],
	out: string | undefined,
): Iterable<string> {
	if (format === 'json') return compareJson(shown, report, options);
	if (format === 'markdown') return compareMarkdown(shown, report, options);
	return compareText(shown, report, options, out === undefined ? colours(process.stdout) : undefined);
}

function keyNumber({ analysis: { trace, versions } }: Shown, key: string): number {
	const found = trace.keys.find(key);
	if (found >= 0 && (versions.keyStart[found + 1] as number) > (versions.keyStart[found] as number))
		return found;
	throw new UsageError(`there is no key ${quoted(key)} with writes in the trace`);
}
