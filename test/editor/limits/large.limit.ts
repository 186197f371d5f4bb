import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';
import { HostProbe } from './hostProbe.ts';

// No test but a measurement, by `npm run bench:editor`: a trace of ten million events in the real editor.

const EVENTS = Number(process.env.LIMIT_EVENTS ?? 10_000_000);
const trace =
	process.env.LIMIT_TRACE ?? inRoot('test', 'bench', 'results', 'traces', `retail-${EVENTS}.reptrace`);
const minutes = (count: number) => count * 60_000;
const figures: Record<string, string | number> = {};

let workspace: Workspace;
let editor: Editor;
let probe: HostProbe;

beforeAll(async () => {
	mkdirSync(inRoot('test', 'bench', 'results', 'traces'), { recursive: true });
	if (!existsSync(trace)) {
		const args = [
			'generate',
			'--preset',
			'retail',
			'--events',
			String(EVENTS),
			'--seed',
			'7',
			'--out',
			trace,
		];
		execFileSync(process.execPath, [inRoot('dist', 'cli.js'), ...args]);
	}
	workspace = await temporaryWorkspace(['status-conflict.reptrace']);
	symlinkSync(trace, workspace.path('large.reptrace'));
	probe = new HostProbe(workspace.path('.probe.json'));
	editor = await launchEditor({
		folder: workspace.folder,
		file: workspace.path('status-conflict.reptrace'),
		settings: { 'workbench.editorAssociations': { 'large.reptrace': 'replicationTrace.largeFile' } },
		...probe.launchOptions,
	});
}, minutes(5));

afterAll(async () => {
	await editor?.close();
	await workspace?.remove();
	writeFileSync(
		inRoot('test', 'bench', 'results', 'editor.json'),
		`${JSON.stringify({ events: EVENTS, bytes: statSync(trace).size, ...figures }, null, '\t')}\n`,
	);
	for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(56)} ${value}`);
});

async function openLarge(): Promise<{ start: number; frame: Frame; firstScreen: number }> {
	await editor.palette.open(workspace.path('large.reptrace'));
	await editor.palette.rows.filter({ hasText: 'large.reptrace' }).first().waitFor();
	const start = Date.now();
	await editor.page.keyboard.press('Enter');
	const frame = await editor.webviews.find('.row .line-text', 60_000);
	return { start, frame, firstScreen: Date.now() - start };
}

const lens = (frame: Frame) => frame.locator('.lens').innerText();
const since = (start: number) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
const rest = (milliseconds: number) => editor.page.waitForTimeout(milliseconds);

async function closeLarge(): Promise<void> {
	await editor.palette.run('View: Close Editor');
	await rest(8000);
}

it(
	'frees the memory when reading is cancelled and the file closed',
	async () => {
		await expect.poll(() => editor.problems.counts()).toEqual({ errors: 2, warnings: 0 });
		await rest(2000);
		figures['memory before'] = probe.memory();
		const { frame } = await openLarge();
		await rest(4000);
		await editor.palette.run('Replication Trace: Cancel Analysis');
		const pressed = Date.now();
		await expect
			.poll(() => frame.locator('progress').isHidden(), { timeout: minutes(2), interval: 50 })
			.toBe(true);
		figures['cancel takes'] = since(pressed);
		figures['after cancel says'] = (await lens(frame)).replace(/\s+/g, ' ');
		await closeLarge();
		figures['memory after cancelling and closing'] = probe.memory();
	},
	minutes(10),
);

it(
	'opens, shows, and lets go of a trace of ten million events',
	async () => {
		const { start, frame, firstScreen } = await openLarge();
		figures['first screen'] = `${firstScreen} ms`;
		await expect.poll(() => lens(frame), { timeout: minutes(3), interval: 50 }).toMatch(/\d conflict/);
		figures['first conflicts'] = since(start);
		const done = () => frame.locator('progress').isHidden();
		await expect.poll(done, { timeout: minutes(5), interval: 200 }).toBe(true);
		await expect.poll(() => lens(frame), { timeout: minutes(5) }).not.toMatch(/so far|%/);
		figures.complete = since(start);
		figures.says = (await lens(frame)).replace(/\s+/g, ' ');
		await rest(500);
		const { peak, blockMs, workMs } = probe.worst(start);
		figures['longest block of the extension host while opening'] = `${blockMs} ms, ${workMs} ms of work`;
		figures['peak memory, extension host and its processes'] = peak;
		await rest(5000);
		figures['memory once open'] = probe.memory();

		const jump = Date.now();
		await frame.locator('.row .line-text').first().click();
		await editor.page.keyboard.press('Control+End');
		const lines = async () =>
			(await frame.locator('.about').innerText()).match(/^([\d,]+) lines/)?.[1]?.replaceAll(',', '');
		const last = Number(await lines()) - 1;
		await expect.poll(() => frame.locator(`.row[data-line="${last}"]`).count(), { interval: 10 }).toBe(1);
		figures['to the last line'] = `${Date.now() - jump} ms`;
		figures.scrolling = await scroll(frame);
		await closeLarge();
		figures['memory after closing'] = probe.memory();
	},
	minutes(12),
);

/** Turns the wheel for some seconds; answers the time between frames. */
async function scroll(frame: Frame): Promise<string> {
	const times = frame.evaluate(
		() =>
			new Promise<number[]>((resolve) => {
				const found: number[] = [];
				let before = performance.now();
				const step = (now: number) => {
					found.push(now - before);
					before = now;
					if (found.length < 150) requestAnimationFrame(step);
					else resolve(found);
				};
				requestAnimationFrame(step);
			}),
	);
	const box = await frame.locator('.rows').first().boundingBox();
	if (box) await editor.page.mouse.move(box.x + 200, box.y + 100);
	for (let turn = 0; turn < 60; turn++) await editor.page.mouse.wheel(0, turn % 2 ? -4000 : -9000);
	const sorted = (await times).sort((a, b) => a - b);
	const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] as number);
	return `frames of ${at(0.5)} ms (median), ${at(0.95)} ms (p95)`;
}
