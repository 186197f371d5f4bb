import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	type Answer,
	engineHost,
	launchBrowser,
	sample,
	type Theme,
	VisualizerPage,
	violationsOn,
} from './harness/index.ts';

describe('accessibility', () => {
	let browser: Browser;
	let answer: Answer;

	beforeAll(async () => {
		browser = await launchBrowser();
		answer = await engineHost(sample('three-datacenters.reptrace'));
	});
	afterAll(() => browser?.close());

	const themes: Theme[] = ['dark', 'light', 'hc', 'hcLight'];
	it.each(themes)('axe has nothing to say about any tab in %s', { timeout: 90_000 }, async (theme) => {
		const open = await VisualizerPage.open(browser, { answer, theme });
		const { page } = open;
		// Themes are colours: the rest is the same in all of them.
		const found = () => violationsOn(page, theme === 'dark' ? {} : { only: ['color-contrast'] });
		await page.locator('.conflicts .grid-row .cell.key').first().click();
		await page.locator('.details').waitFor();
		expect(await found()).toEqual([]);
		await page.locator('#tab-overview').click();
		await page.locator('.overview-lane-names .replica').first().waitFor();
		await page.locator('.overview-frame').press('Shift+ArrowRight');
		await page.getByRole('toolbar', { name: 'Marked range' }).waitFor();
		expect(await found()).toEqual([]);
		await page.getByRole('checkbox', { name: 'As table' }).click();
		await page.locator('.overview-table').first().waitFor();
		expect(await found()).toEqual([]);
		await page.locator('#tab-sequence').click();
		await page.locator('.diagram .statement').first().waitFor();
		expect(await found()).toEqual([]);
		await page.locator('#tab-keys').click();
		await page.locator('.key-list .grid-row .cell.key').first().click();
		await page.locator('.version-table .grid-row .cell.writer').nth(2).click();
		await page.locator('.comparison').waitFor();
		await page.locator('.graph .node.selected').waitFor();
		await page.locator('.held summary').click();
		await page.locator('.held table').waitFor();
		expect(await found()).toEqual([]);
		await page.locator('#tab-clocks').click();
		await page.locator('.inversions .grid-row .cell.key').first().click();
		await page.locator('.pairs .grid-row .cell.min').first().click();
		await page.locator('.clock-picture .inversion').first().waitFor();
		expect(await found()).toEqual([]);
		await page.locator('#tab-strategies').click();
		await page.locator('.ledger .grid-row .cell.key').first().click();
		await page.locator('.fates-table').waitFor();
		expect(await found()).toEqual([]);
		await open.close();
	});

	it('every control is reached with the Tab key, in the order of the page', async () => {
		const open = await VisualizerPage.open(browser, { answer });
		const { page } = open;
		await page.locator('.conflicts .grid-row .cell.key').first().click();
		await page.locator('.details').waitFor();
		await page.getByRole('checkbox', { name: 'Follow the cursor' }).focus();
		const stops: string[] = [];
		for (let step = 0; step < 10; step++) {
			if (step > 0) await page.keyboard.press('Tab');
			stops.push(
				await page.evaluate(() => {
					const element = document.activeElement!;
					const name = element.getAttribute('aria-label') || element.textContent?.trim().split('\n')[0];
					return name || element.tagName;
				}),
			);
		}
		expect(stops.slice(0, 9)).toEqual([
			'Follow the cursor',
			expect.stringContaining('on these figures'),
			'Conflicts',
			'Filter conflicts',
			'State',
			'Conflicts',
			'State',
			'Show Sequence',
			"Show Key's History",
		]);
		await open.close();
	});

	it.each([
		['a narrow panel', { width: 300, height: 700 }],
		['200 %', { width: 500, height: 350 }],
	])('nothing is out of reach in %s', async (_, viewport) => {
		const open = await VisualizerPage.open(browser, { answer, viewport });
		const { page } = open;
		await page.locator('.conflicts .grid-row .cell.key').first().click();
		const inReach = async (selector: string) => {
			const element = page.locator(selector).first();
			// In one step: what is shown is drawn anew when an answer comes.
			const outOfSight = () =>
				element.evaluate((found, { width, height }) => {
					found.scrollIntoView({ block: 'center', inline: 'nearest' });
					const { left, right, top, bottom } = found.getBoundingClientRect();
					return { left: left < 0, right: right > width, top: top < 0, bottom: bottom > height };
				}, viewport);
			const none = { left: false, right: false, top: false, bottom: false };
			await expect.poll(outOfSight, { message: selector }).toEqual(none);
		};
		await inReach('.details vscode-button:last-of-type');
		await page.locator('#tab-overview').click();
		await page.locator('.overview-lane-names .replica').first().waitFor();
		await inReach('.overview .toolbar vscode-checkbox:last-of-type');
		await inReach('.overview-frame');
		await inReach('.overview-map');
		await inReach('.overview-legend');
		await page.locator('#tab-sequence').click();
		await page.locator('.diagram .statement').first().waitFor();
		await inReach('.tools vscode-button:last-of-type');
		await inReach('.diagram .statement[tabindex="0"]');
		await page.locator('#tab-keys').click();
		await page.locator('.key-list .grid-row .cell.key').first().click();
		await inReach('.version-table .grid-row .cell.writer');
		await inReach('.graph .node');
		await page.locator('#tab-clocks').click();
		await page.locator('.clock-picture').waitFor();
		await inReach('.readout');
		await inReach('.inversions .grid-row .cell.ms');
		await inReach('.pairs .grid-row .cell.max');
		await page.locator('#tab-strategies').click();
		await page.locator('.ledger .grid-row .cell.key').first().click();
		await inReach('.ledger .grid-row .cell.lww');
		await inReach('.avoidance vscode-button');
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
			viewport.width,
		);
		await open.close();
	});
});
