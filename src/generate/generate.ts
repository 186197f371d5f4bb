import { type GenerateOptions, toSettings } from './options.ts';
import { problemWith } from './problem.ts';
import { Simulation } from './simulation.ts';

/** A piece of text this long is worth its way to a file. */
const CHUNK_CHARACTERS = 1 << 16;

/**
 * Simulates a store and yields what it logs, a trace in the native format, in chunks of UTF-8 of some 64 KiB that end at
 * line ends. The same options give the same bytes. Time grows linearly with the events, memory only with keys and replicas.
 * @throws RangeError for options with a {@link problemWith}.
 */
export function* generate(options: GenerateOptions = {}): Generator<Uint8Array, void> {
	const problem = problemWith(options);
	if (problem !== undefined) throw new RangeError(problem);
	const settings = toSettings(options);
	const simulation = new Simulation(settings);
	const { writer } = simulation;
	const encoder = new TextEncoder();
	if (settings.header) writer.header();
	while (writer.events < settings.events) {
		simulation.step();
		if (writer.text.length < CHUNK_CHARACTERS || writer.events >= settings.events) continue;
		yield encoder.encode(writer.text);
		writer.text = '';
	}
	const text = withoutLast(writer.text, writer.events - settings.events);
	if (text !== '') yield encoder.encode(text);
}

/** The text without its last lines: a step may write more events than are left to write. */
function withoutLast(text: string, lines: number): string {
	let end = text.length;
	for (let i = 0; i < lines; i++) end = text.lastIndexOf('\n', end - 2) + 1;
	return text.slice(0, end);
}
