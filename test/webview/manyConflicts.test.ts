import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, manyConflicts, VisualizerPage } from './harness/index.ts';

describe('a grid of 100,000 conflicts', () => {
	let browser: Browser;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		open = await VisualizerPage.open(browser, { answer: await manyConflicts(100_000) });
		await open.page.locator('[data-index="0"] .cell.key').waitFor();
	});
	afterAll(() => browser?.close());

	const grid = () => open.page.locator('.conflicts .grid');

	it('draws only what is in sight, and tells screen readers how many there are', async () => {
		expect(await open.page.locator('.grid-row').count()).toBeLessThan(60);
		expect(await grid().getAttribute('aria-rowcount')).toBe('100001');
	});

	it('draws and asks for no more than what is in sight while it is scrolled', async () => {
		open.asked.length = 0;
		// Each frame jumps by thousands of rows.
		const most = await grid().evaluate(async (element) => {
			let rows = 0;
			for (let step = 1; step <= 60; step++) {
				element.scrollTop = (element.scrollHeight / 60) * step;
				await new Promise(requestAnimationFrame);
				await new Promise(requestAnimationFrame);
				rows = Math.max(rows, element.querySelectorAll('.grid-row').length);
			}
			return rows;
		});
		expect(most).toBeLessThan(60);
		await expect
			.poll(() => open.page.locator('[data-index="99999"] .cell.key').innerText())
			.toBe('key:99999');
		// Of the 1,000 pages only those were asked for that a frame showed.
		expect(open.asked.length).toBeLessThan(130);
		expect(await open.page.locator('.grid-row').count()).toBeLessThan(60);
	});

	it('reaches the last row and back by keyboard', async () => {
		await grid().focus();
		await open.page.keyboard.press('Home');
		await expect.poll(() => open.page.locator('[aria-selected="true"] .cell.key').innerText()).toBe('key:0');
		await open.page.keyboard.press('PageDown');
		await open.page.keyboard.press('PageDown');
		await open.page.keyboard.press('PageUp');
		await open.page.keyboard.press('End');
		await expect
			.poll(() => open.page.locator('[aria-selected="true"] .cell.key').innerText())
			.toBe('key:99999');
	});

	it('goes to a conflict far away that is asked for', async () => {
		await open.tell({ type: 'show', tab: 'conflicts', conflict: 77_777 });
		await expect
			.poll(() => open.page.locator('[aria-selected="true"] .cell.key').innerText())
			.toBe('key:77777');
		await open.page.locator('.details', { hasText: 'key:77777' }).waitFor();
	});
});

describe('a grid of more rows than a browser has pixels for', () => {
	it('shows the first and the last one', async () => {
		const browser = await launchBrowser();
		const open = await VisualizerPage.open(browser, { answer: await manyConflicts(5_000_000) });
		const grid = open.page.locator('.conflicts .grid');
		await open.page.locator('[data-index="0"] .cell.key').waitFor();
		await grid.focus();
		await open.page.keyboard.press('End');
		const last = open.page.locator('[data-index="4999999"]');
		await expect.poll(() => last.locator('.cell.key').innerText()).toBe('key:4999999');
		const [row, frame] = [await last.boundingBox(), await grid.boundingBox()];
		expect(row!.y + row!.height).toBeLessThanOrEqual(frame!.y + frame!.height + 1);
		await browser.close();
	});
});
