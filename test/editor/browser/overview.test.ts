import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

describe('the overview of a trace in VS Code', () => {
	let workspace: Workspace;
	let editor: Editor;
	let frame: Frame;

	beforeAll(async () => {
		workspace = await temporaryWorkspace(['retail.reptrace']);
		editor = await launchEditor({ folder: workspace.folder, viewport: { width: 1700, height: 900 } });
		await editor.text.open(workspace.path('retail.reptrace'));
		await editor.palette.run('Replication Trace: Open Visualizer');
		frame = await editor.webviews.find('.conflicts .grid-row .cell.key');
		await frame.locator('#tab-overview').click();
		await frame.locator('.overview-lane-names .replica').first().waitFor();
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const lineOf = () => editor.text.cursorLine();
	const readout = () => frame.locator('.overview-readout').innerText();
	/** Colours of the canvas: more than those of empty lanes once events are drawn. */
	const colours = () =>
		frame.evaluate(() => {
			const canvas = document.querySelector<HTMLCanvasElement>('.overview-canvas');
			if (!canvas || canvas.width < 10) return 0;
			const copy = new OffscreenCanvas(canvas.width, canvas.height);
			const context = copy.getContext('2d', { willReadFrequently: true })!;
			context.drawImage(canvas, 0, 0);
			const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
			return new Set(new Uint32Array(data.buffer)).size;
		});

	it('is drawn from what the worker counted', async () => {
		await expect.poll(colours).toBeGreaterThan(4);
		await expect
			.poll(() => frame.locator('.overview-lane-names .replica').allInnerTexts())
			.toEqual(['Frankfurt', 'Virginia', 'Singapore']);
	});

	it('leads to the line of what is clicked', async () => {
		await frame.locator('.overview-frame').click({ position: { x: 300, y: 160 } });
		const { width } = (await frame.locator('.overview-frame').boundingBox())!;
		await expect.poll(async () => Math.abs(Number(await lineOf()) - (300 / width) * 5001)).toBeLessThan(60);
	});

	it('flies to the next conflict, and the text cursor goes with it', async () => {
		await frame.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(readout).toMatch(/^Conflict \d+ of 34: /);
		const first = /lines? ([\d,]+)/.exec(await readout())![1]!;
		await expect.poll(async () => Number(await lineOf()) <= Number(first.replace(',', ''))).toBe(true);
	});

	it('is where it was after it was hidden', async () => {
		const view = () =>
			frame.evaluate(() => document.querySelector('.overview-frame')?.getAttribute('aria-label'));
		const label = await view();
		const said = await frame.locator('.overview-legend').innerText();
		const hidden = frame;
		const visualizer = editor.page.locator('.tab', { hasText: 'Visualizer:' });
		await visualizer.click();
		await editor.palette
			.run('View: New Untitled Text File')
			.catch(() => editor.palette.run('File: New Untitled Text File'));
		await expect.poll(() => hidden.isDetached()).toBe(true);
		await visualizer.click();
		frame = await editor.webviews.find('.overview-lane-names .replica');
		await expect.poll(colours).toBeGreaterThan(4);
		await expect.poll(view).toBe(label);
		await expect.poll(() => frame.locator('.overview-legend').innerText()).toBe(said);
	});

	it('takes on another theme', async () => {
		const background = () =>
			frame.evaluate(() => {
				const canvas = document.querySelector<HTMLCanvasElement>('.overview-canvas')!;
				const copy = new OffscreenCanvas(1, 1);
				const context = copy.getContext('2d')!;
				context.drawImage(canvas, 0, canvas.height - 2, 1, 1, 0, 0, 1, 1);
				return context.getImageData(0, 0, 1, 1).data[0]!;
			});
		editor.changeSettings({ 'workbench.colorTheme': 'Default Light Modern' });
		await expect.poll(background).toBeGreaterThan(200);
		editor.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
		await expect.poll(background).toBeLessThan(20);
		await expect.poll(colours).toBeGreaterThan(4);
	});
});
