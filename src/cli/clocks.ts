import type { Command } from 'commander';
import { Option } from 'commander';
import type { CausalityChoice } from '../analysis/analysis.ts';
import { clockMarkdown, clockText } from '../report/clocks/clockSection.ts';
import { clocksJson } from '../report/clocks/clocksJson.ts';
import { convergenceJson } from '../report/convergence/convergenceJson.ts';
import type { Shown } from '../report/shown.ts';
import { certificatesOption, writeCertificates } from './certificates.ts';
import { colours } from './colours.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { withShown } from './openShown.ts';
import { causalityOption, fromOption, hlcDriftOption, outOption } from './options.ts';
import { writeOutput } from './output.ts';

interface ClockOptions {
	format: 'text' | 'markdown' | 'json';
	certificates?: string;
	hlcDrift: number;
	out?: string;
	causality: CausalityChoice;
	from?: string;
	map?: string;
}

export function addClocks(program: Command): void {
	program
		.command('clocks')
		.summary('tell whose clock is wrong, by how much, and what follows')
		.description(
			'Tells what a trace proves about its clocks: how far they are apart, when they moved, which writes have an earlier time than what they had seen; and whether replicas and clients see what they should.',
		)
		.argument('<file...>', 'files of the trace; - is standard input')
		.addOption(
			new Option('--format <format>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'),
		)
		.addOption(outOption())
		.addOption(certificatesOption())
		.addOption(hlcDriftOption())
		.addOption(causalityOption())
		.addOption(fromOption())
		.addOption(mapOption())
		.action(async (files: string[], { from, map, ...options }: ClockOptions) => {
			await withShown(files, { ...options, ...readingOf(from, map) }, async (shown, check) => {
				const writing = { inputs: files, check };
				if (await writeCertificates(shown, options, writing))
					await writeOutput(clocksIn(shown, options), options.out, writing);
			});
		});
}

function* clocksIn(shown: Shown, { format, out }: Pick<ClockOptions, 'format' | 'out'>): Iterable<string> {
	if (format === 'json') {
		yield '{\n  "schemaVersion": 1,\n';
		yield* clocksJson(shown);
		yield* convergenceJson(shown);
		yield `  "files": ${JSON.stringify(shown.analysis.trace.files.map(({ name }) => name))}\n}\n`;
		return;
	}
	const style = out === undefined ? colours(process.stdout) : undefined;
	const sections =
		format === 'markdown' ? clockMarkdown(shown) : clockText(shown, style ?? ((_, text) => text));
	let told = false;
	for (const piece of sections) {
		yield told ? piece : piece.trimStart();
		told = true;
	}
	if (!told) yield 'The trace has no times, and nothing else to tell of clocks and sessions.\n';
}
