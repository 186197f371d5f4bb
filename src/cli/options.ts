import { InvalidArgumentError, Option } from 'commander';
import { FORMATS } from '../formats/table.ts';

/** Reads a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
	return (text) => {
		const number = Number(text);
		if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least) {
			throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
		}
		return number;
	};
}

/** Reads a number, which may be negative and have a fraction. What numbers make sense is told elsewhere. */
export function number(text: string): number {
	const parsed = Number(text);
	if (text.trim() === '' || !Number.isFinite(parsed)) throw new InvalidArgumentError('It must be a number.');
	return parsed;
}

export const causalityOption = () =>
	new Option(
		'--causality <basis>',
		'what concurrency is judged by; auto takes what the versions record, if all do',
	)
		.choices(['auto', 'recorded', 'derived'])
		.default('auto');

export const outOption = () =>
	new Option('--out <file>', 'write to a file, which appears whole or not at all');

export const hlcDriftOption = () =>
	new Option('--hlc-drift <ms>', "how far a hybrid logical clock may be ahead of its replica's own")
		.argParser((text) => {
			const ms = number(text);
			if (ms < 0) throw new InvalidArgumentError('It must be a number of at least 0.');
			return ms;
		})
		.default(500);

/** The formats by name, and `auto`, which looks at the content. */
export const FORMAT_CHOICES: readonly string[] = ['auto', ...FORMATS.map(({ id }) => id)];

export const fromOption = () =>
	new Option('--from <format>', 'the format of the files; auto looks at their content')
		.choices(FORMAT_CHOICES)
		.default('auto');
