import type { Command } from 'commander';
import { FORMATS } from '../formats/table.ts';

export function addFormats(program: Command): void {
	program
		.command('formats')
		.summary('list the formats that can be read')
		.description('Lists the formats that can be read, by the names that --from takes.')
		.action(() => {
			const width = Math.max(...FORMATS.map(({ id }) => id.length));
			for (const { id, title } of FORMATS) process.stdout.write(`${id.padEnd(width)}  ${title}\n`);
		});
}
