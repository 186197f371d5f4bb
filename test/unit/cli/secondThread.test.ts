import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { Cli } from './runCli.ts';

let cli: Cli;

beforeAll(async () => {
	cli = await Cli.build();
}, 60_000);

afterAll(() => cli.remove());

test.runIf(availableParallelism() >= 2)(
	'a large trace is read by two threads where the script of the second one is there, to the same report',
	{ timeout: 240_000 },
	async () => {
		const report = ['report', '--format', 'json', '--limit', '50', 'large.reptrace'];
		await cli.run(['generate', '--preset', 'sparse', '--events', '360000', '--out', 'large.reptrace']);
		const alone = await cli.run(report);
		expect(alone.stderr).toBe('');
		const leavesMark = "require('node:fs').writeFileSync(require('node:path').join(__dirname, 'mark'), '');";
		await bundle('src/session/node/parallel/main.ts', cli.path('scan.js'), leavesMark);
		const shared = await cli.run(report);
		expect(existsSync(cli.path('mark'))).toBe(true);
		expect(shared).toEqual(alone);
	},
);
