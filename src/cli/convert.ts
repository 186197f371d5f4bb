import type { Command } from 'commander';
import { Option } from 'commander';
import { nativeText } from '../report/nativeText.ts';
import { mapOption, readingOf } from './mapOption.ts';
import { withShown } from './openShown.ts';
import { fromOption, outOption } from './options.ts';
import { writeOutput } from './output.ts';

interface ConvertOptions {
	from?: string;
	map?: string;
	out?: string;
}

export function addConvert(program: Command): void {
	program
		.command('convert')
		.summary("write another system's log as a trace of the native format")
		.description(
			'Writes the events of logs of any format as one trace of the native format, which analyses the same. The logs stay as they are.',
		)
		.argument('<file...>', 'files of the trace; - is standard input')
		.addOption(fromOption())
		.addOption(mapOption())
		.addOption(new Option('--to <format>', 'the format to write').choices(['native']).default('native'))
		.addOption(outOption())
		.action(async (files: string[], { from, map, out }: ConvertOptions) => {
			await withShown(files, { causality: 'auto', ...readingOf(from, map) }, async (shown, check) => {
				await writeOutput(nativeText(shown), out, { inputs: files, check });
			});
		});
}
