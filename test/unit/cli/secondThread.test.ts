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
	'a large trace is read and analysed by two threads where the scripts of the second one are there, to the same report',
	{ timeout: 240_000 },
	async () => {
		const report = ['report', '--format', 'json', '--limit', '50', 'large.reptrace'];
		await cli.run(['generate', '--preset', 'sparse', '--events', '360000', '--out', 'large.reptrace']);
		const alone = await cli.run(report);
		expect(alone.stderr).toBe('');
		const leaves = (mark: string) =>
			`require('node:fs').writeFileSync(require('node:path').join(__dirname, '${mark}'), '');`;
		await bundle('src/session/node/parallel/main.ts', cli.path('scan.js'), leaves('scanned'));
		await bundle('src/session/node/parallel/analysisMain.ts', cli.path('analysis.js'), leaves('analysed'));
		const shared = await cli.run(report);
		expect(existsSync(cli.path('scanned'))).toBe(true);
		expect(existsSync(cli.path('analysed'))).toBe(true);
		expect(shared).toEqual(alone);
	},
);
