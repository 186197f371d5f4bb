import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startWorker } from '../../../src/session/node/workerProcess.ts';
import { WorkerSession } from '../../../src/session/workerSession.ts';
import { type Answer, launchBrowser, VisualizerPage } from '../harness/index.ts';
import { firstPicture, installStopwatch, takeFrames } from './stopwatch.ts';

// No test but a measurement, by `npm run bench:overview`: the overview of ten million events, its worker included.

const EVENTS = Number(process.env.LIMIT_EVENTS ?? 10_000_000);
const results = inRoot('test', 'bench', 'results');
const trace = process.env.LIMIT_TRACE ?? `${results}/traces/sparse-${EVENTS}.reptrace`;
/** Milliseconds of script a frame, and to the first picture. */
const LIMITS = { median: 16, p95: 33, firstPicture: 500 };

/** A session on a trace of which everything is analysed. */
async function analysed(path: string): Promise<WorkerSession> {
	const session = new WorkerSession({
		inputs: async () => [{ name: 'trace', path }],
		causality: () => 'auto',
		startWorker: () => startWorker(inRoot('dist', 'process.js')),
	});
	const done = new Promise<void>((resolve, reject) => {
		session.onDidChange((change) => {
			if (change.type === 'failed') reject(new Error(change.message));
			if (change.type === 'analysis' && session.summary?.partial === null) resolve();
		});
	});
	session.changed();
	await done;
	return session;
}

it('is drawn, zoomed and moved at sixty frames a second', async () => {
	mkdirSync(`${results}/traces`, { recursive: true });
	if (!existsSync(trace)) {
		const options = ['--preset', 'sparse', '--events', String(EVENTS), '--seed', '1', '--out', trace];
		execFileSync(process.execPath, [inRoot('dist', 'cli.js'), 'generate', ...options]);
	}
	const session = await analysed(trace);
	const browser = await launchBrowser();
	const answer: Answer = (name, params) => session.query(name, params as never);
	const open = await VisualizerPage.open(browser, {
		answer,
		analysis: false,
		prepare: installStopwatch,
		state: { navigation: { tab: 'overview' } },
		viewport: { width: 1400, height: 900 },
	});
	const { page } = open;
	const figures: Record<string, { frames: number; median: number; p95: number } | number> = {};
	// The page is there while a trace is read.
	await page.locator('.overview-frame').waitFor({ state: 'attached' });
	await open.tellAnalysis();
	await expect.poll(() => firstPicture(page), { timeout: 20_000 }).not.toBeNull();
	figures.firstPicture = Math.round((await firstPicture(page))!);
	await page.waitForTimeout(1000);
	const measure = async (what: string, act: () => Promise<void>) => {
		await takeFrames(page);
		await act();
		await page.waitForTimeout(400);
		const frames = await takeFrames(page);
		const at = (share: number) => Math.round(frames[Math.floor(share * (frames.length - 1))]! * 10) / 10;
		figures[what] = { frames: frames.length, median: at(0.5), p95: at(0.95) };
	};
	const frame = (await page.locator('.overview-frame').boundingBox())!;
	await page.mouse.move(frame.x + 400, frame.y + 300);
	const wheel = async (x: number, y: number) => {
		for (let i = 0; i < 120; i++) {
			await page.mouse.wheel(x, y);
			await page.waitForTimeout(8);
		}
	};
	await measure('zoom in', () => wheel(0, -30));
	await measure('pan', () => wheel(40, 0));
	await measure('zoom out', () => wheel(0, 30));
	await measure('fly', async () => {
		for (let i = 0; i < 8; i++) {
			await page.getByRole('button', { name: 'Next conflict' }).click();
			await page.waitForTimeout(600);
		}
	});
	await open.close();
	await browser.close();
	session.dispose();
	writeFileSync(`${results}/overview-${EVENTS}.json`, `${JSON.stringify(figures, null, '\t')}\n`);
	console.log(figures);
	for (const figure of Object.values(figures)) {
		if (typeof figure === 'number') expect(figure, 'first picture').toBeLessThanOrEqual(LIMITS.firstPicture);
		else expect(figure.median <= LIMITS.median && figure.p95 <= LIMITS.p95).toBe(true);
	}
});
