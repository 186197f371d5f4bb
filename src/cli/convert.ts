import type { Command } from 'commander';
import { Option } from 'commander';
import { nativeText } from '../report/nativeText.ts';
import { withShown } from './openShown.ts';
import { fromOption, outOption } from './options.ts';
import { writeOutput } from './output.ts';

interface ConvertOptions {
	from?: string;
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
		.addOption(new Option('--to <format>', 'the format to write').choices(['native']).default('native'))
		.addOption(outOption())
		.action(async (files: string[], { from, out }: ConvertOptions) => {
			await withShown(files, { causality: 'auto', from }, async (shown, check) => {
				await writeOutput(nativeText(shown), out, { inputs: files, check });
			});
		});
}
