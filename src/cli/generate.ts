import { type Command, Option } from 'commander';
import { generate } from '../generate/generate.ts';
import type { GenerateOptions } from '../generate/options.ts';
import { PRESETS, type PresetName } from '../generate/presets.ts';
import { problemWith } from '../generate/problem.ts';
import { UsageError } from './fail.ts';
import { number, outOption, wholeNumber } from './options.ts';
import { writeOutput } from './output.ts';
import { Progress } from './progress.ts';

interface Flags {
	preset: PresetName;
	seed?: number;
	events?: number;
	replicas?: number;
	keys?: number;
	clients?: number;
	rate?: number;
	delay?: number;
	loss?: number;
	duplication?: number;
	partitions?: number;
	partitionLength: number;
	skew?: number;
	antiEntropy?: number;
	causality?: GenerateOptions['causality'];
	header: boolean;
	out?: string;
}

const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

export function addGenerate(program: Command): void {
	program
		.command('generate')
		.summary('make up a trace, from a seed')
		.description(
			'Simulates a replicated store and writes the trace that it logs. The same options give the same bytes.',
		)
		.addOption(
			new Option('--preset <name>', 'the kind of store to start from')
				.choices(PRESET_NAMES)
				.default('retail'),
		)
		.option('--seed <number>', 'another seed, another trace', wholeNumber(0))
		.option('--events <number>', 'how many events to write', wholeNumber(0))
		.option(
			'--replicas <number>',
			'how many replicas (R1, R2, …), instead of those of the preset',
			wholeNumber(1),
		)
		.option('--keys <number>', 'how many keys', wholeNumber(1))
		.option('--clients <number>', 'how many clients', wholeNumber(1))
		.option('--rate <number>', 'operations of clients per second', number)
		.option('--delay <ms>', 'mean time of a message between regions, in milliseconds', number)
		.option('--loss <share>', 'share of the messages that are lost, from 0 to 1', number)
		.option('--duplication <share>', 'share of the messages that arrive twice, from 0 to 1', number)
		.option('--partitions <number>', 'how many partitions, spread over the trace', wholeNumber(0))
		.option('--partition-length <ms>', 'how long each partition lasts, in milliseconds', number, 10_000)
		.option('--skew <ms>', "how far the last replica's clock is ahead, in milliseconds", number)
		.option(
			'--anti-entropy <ms>',
			'how often each replica exchanges everything with another one; 0 is never',
			number,
		)
		.addOption(
			new Option('--causality <kind>', 'what writes record: vv, dot and context, or nothing').choices([
				'plain',
				'dotted',
				'none',
			]),
		)
		.option('--no-header', 'write no header line')
		.addOption(outOption())
		.addHelpText(
			'after',
			`\nPresets:\n${PRESET_NAMES.map((name) => `  ${name}: ${PRESETS[name].description}`).join('\n')}`,
		)
		.action(async (flags: Flags) => {
			const options = optionsFrom(flags);
			const problem = problemWith(options);
			if (problem !== undefined) throw new UsageError(problem);
			await writeOutput(bytesOf(options), flags.out);
		});
}

/** The preset's options with what the flags say instead. What no flag says stays as the preset has it. */
function optionsFrom(flags: Flags): GenerateOptions {
	const preset = PRESETS[flags.preset].options;
	const { seed, events, keys, clients, loss, duplication, causality } = flags;
	const given: GenerateOptions = {
		seed,
		events,
		keys,
		clients,
		loss,
		duplication,
		causality,
		replicas: replicasFrom(flags, preset),
		opsPerSecond: flags.rate,
		antiEntropyMs: flags.antiEntropy,
		partitions:
			flags.partitions === undefined
				? undefined
				: { count: flags.partitions, durationMs: flags.partitionLength },
		delay:
			flags.delay === undefined
				? undefined
				: { withinRegionMs: 2, jitter: 0.5, ...preset.delay, betweenRegionsMs: flags.delay },
		header: flags.header ? undefined : false,
	};
	return {
		...preset,
		...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
	};
}

function replicasFrom(
	{ replicas: wanted, skew }: Flags,
	preset: GenerateOptions,
): GenerateOptions['replicas'] {
	const own = wanted ?? preset.replicas ?? 3;
	if (skew === undefined) return wanted;
	const listed = typeof own === 'number' ? Array.from({ length: own }, (_, i) => ({ id: `R${i + 1}` })) : own;
	return listed.map((replica, i) => (i === listed.length - 1 ? { ...replica, skewMs: skew } : replica));
}

function* bytesOf(options: GenerateOptions): Iterable<Uint8Array> {
	const progress = new Progress();
	const estimated = (options.events ?? 10_000) * 110;
	let written = 0;
	try {
		for (const chunk of generate(options)) {
			written += chunk.length;
			progress.update('Generating', Math.min(0.99, written / estimated));
			yield chunk;
		}
	} finally {
		progress.end();
	}
}
