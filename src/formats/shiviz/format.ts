import type { FileHead, Format } from '../format.ts';
import { CLOCK_LINE } from './clock.ts';

export const shivizFormat: Format = {
	id: 'shiviz',
	title: 'ShiViz, GoVector or TSViz log',
	detect,
	load: async () => (await import('./import.ts')).openShiviz,
};

/** Sure where the first line is the expression that ShiViz looks for; else by the share of lines that end with a host's clock. */
function detect({ text }: FileHead): number {
	const lines = text.split('\n', 400).filter((line) => line.trim() !== '');
	const [first = ''] = lines;
	if (first.includes('(?<clock>') && first.includes('(?<event>') && first.includes('(?<host>')) return 1;
	let clocks = 0;
	for (const line of lines) {
		const [, host, clock] = CLOCK_LINE.exec(line) ?? [];
		if (host !== undefined && clock?.replaceAll('\\"', '"').includes(`"${host}"`)) clocks++;
	}
	return clocks >= 2 && clocks / lines.length > 0.25 ? 0.8 : 0;
}
