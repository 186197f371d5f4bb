import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

describe('what the page keeps and tells of its trace', () => {
	let browser: Browser;
	let answer: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		answer = await engineHost(sample('shopping-cart.reptrace'));
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const start = async (options: { state?: unknown; analysis?: boolean } = {}) => {
		open = await VisualizerPage.open(browser, { answer, ...options });
		return open.page;
	};
	const conflictRows = () => open.page.locator('.conflicts .grid-row');

	it('persists files and navigation, and no data of the trace but names', async () => {
		const page = await start();
		await conflictRows().nth(1).locator('.cell.key').click();
		await page.getByRole('columnheader', { name: 'Pairs' }).getByRole('button').click();
		await page.locator('#tab-keys').click();
		await expect
			.poll(() => open.state())
			.toMatchObject({
				files: ['file:///trace/test.reptrace'],
				navigation: { tab: 'keys', conflicts: { sort: 'pairs', selected: { conflict: 1 } } },
			});
		expect(JSON.stringify(await open.state()).length).toBeLessThan(700);
	});

	it('is where it was after a reload', async () => {
		const page = await start();
		await conflictRows().nth(1).locator('.cell.key').click();
		await page.getByRole('textbox', { name: 'Filter conflicts' }).fill('cart');
		await page.locator('#tab-sequence').click();
		await page.locator('.diagram .statement').first().waitFor();
		const title = await page.locator('.diagram-title').innerText();
		await expect.poll(async () => JSON.stringify(await open.state())).toContain('"tab":"sequence"');
		const state = await open.state();
		await open.close();
		const again = await start({ state });
		await again.locator('.diagram .statement').first().waitFor();
		expect(await again.locator('.diagram-title').innerText()).toBe(title);
		await again.locator('#tab-conflicts').click();
		await expect
			.poll(() => again.locator('.conflicts .grid-row[aria-selected="true"]').getAttribute('data-index'))
			.toBe('1');
		expect(await again.getByRole('textbox', { name: 'Filter conflicts' }).inputValue()).toBe('cart');
		await again.locator('.details', { hasText: 'Vector' }).waitFor();
	});

	it('starts anew where the state is none of its own', async () => {
		await start({ state: { navigation: { tab: 7, conflicts: 'x', keys: { key: {} }, sequence: [] } } });
		await conflictRows().first().waitFor();
		expect(await open.page.locator('#tab-conflicts').getAttribute('aria-selected')).toBe('true');
	});

	it('says that it is reading, how far it is, and what went wrong', async () => {
		const page = await start({ analysis: false });
		const activity = page.locator('.activity');
		expect(await activity.innerText()).toContain('Reading the trace');
		await open.tell({ type: 'progress', done: 0.42, label: 'Reading 4.2 of 10.0 MB' });
		await expect.poll(() => activity.innerText()).toBe('Reading 4.2 of 10.0 MB 42 %');
		await open.tell({ type: 'failed', message: 'The file is gone.' });
		await expect.poll(() => activity.innerText()).toBe('The file is gone.');
		expect(await page.locator('vscode-panels').isVisible()).toBe(false);
		await open.tellAnalysis();
		await conflictRows().first().waitFor();
		expect(await activity.isVisible()).toBe(false);
		// What was known before is still there, and said to be old.
		await open.tell({ type: 'failed', message: 'The file is gone.' });
		await expect.poll(() => activity.innerText()).toBe('The file is gone. Shown is the state before.');
		expect(await conflictRows().count()).toBe(3);
	});

	it('asks for everything anew when the analysis is new, and drops a selection that is void', async () => {
		let current = answer;
		open = await VisualizerPage.open(browser, { answer: (name, params) => current(name, params) });
		const { page } = open;
		await conflictRows().nth(2).locator('.cell.key').click();
		await page.locator('.details').waitFor();
		const before = open.asked.filter((name) => name === 'conflicts').length;
		await open.tellAnalysis(2);
		await expect.poll(() => open.asked.filter((name) => name === 'conflicts').length).toBeGreaterThan(before);
		// The same conflict is still selected, since number and key are the same.
		const selected = page.locator('.conflicts .grid-row[aria-selected="true"]');
		await expect.poll(() => selected.getAttribute('data-index')).toBe('2');
		expect(await page.locator('.details').isVisible()).toBe(true);
		current = await engineHost(sample('status-conflict.reptrace'));
		await open.tellAnalysis(3);
		await expect.poll(() => conflictRows().locator('.cell.key').allInnerTexts()).toEqual(['status']);
		expect(await selected.count()).toBe(0);
		expect(await page.locator('.details').isVisible()).toBe(false);
	});
});

describe('hostile text', () => {
	it('is text in every view', async () => {
		const hostile = '<img src=x onerror="window.broken=1">\u202e"]};%%{init}%%;end\u0000';
		const line = (at: string, vv: object) =>
			`${JSON.stringify({ op: 'write', at, client: hostile, key: hostile, value: hostile, vv })}\n`;
		const name = `__proto__${hostile}`;
		const answer = await engineHost({
			name: 'hostile.reptrace',
			text:
				line(name, { [name]: 1 }) +
				line('constructor', { constructor: 1 }) +
				`${JSON.stringify({ op: 'sync', from: name, to: 'constructor' })}\n`,
		});
		const browser = await launchBrowser();
		const open = await VisualizerPage.open(browser, { answer });
		const { page } = open;
		await page.locator('.conflicts .grid-row .cell.key').click();
		expect(await page.locator('.details h2').innerText()).toContain('<img src=x onerror=');
		await page.locator('#tab-sequence').click();
		await page.locator('.diagram .statement').first().waitFor();
		await page.getByRole('checkbox', { name: 'As list' }).click();
		expect(await page.locator('.statement-list').innerText()).toContain('<img src=x');
		await page.locator('#tab-keys').click();
		await page.locator('.key-list .grid-row .cell.key').click();
		await page.locator('.version-table .grid-row .cell.writer').first().click();
		await page.locator('.comparison', { hasText: 'first version' }).waitFor();
		expect(await page.locator('img, [onerror], iframe').count()).toBe(0);
		expect(await page.evaluate(() => 'broken' in window)).toBe(false);
		// Nothing invisible is left to turn the text around.
		expect(await page.locator('main').innerText()).not.toMatch(/[\p{Cf}]|\0/u);
		expect(open.problems).toEqual([]);
		await browser.close();
	});
});
