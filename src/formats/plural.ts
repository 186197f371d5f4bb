/** A number with its noun: `1 operation`, `2 operations`. The plural is the noun with an s, or the one given. */
export function plural(number: number, noun: string, nouns = `${noun}s`): string {
	return `${number} ${number === 1 ? noun : nouns}`;
}
