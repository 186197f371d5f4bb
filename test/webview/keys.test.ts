import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

describe('the keys of a trace', () => {
	let browser: Browser;
	let status: Answer;
	let retail: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		status = await engineHost(sample('status-conflict.reptrace'));
		retail = await engineHost(sample('retail.reptrace'));
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (answer: Answer, key?: string) => {
		open = await VisualizerPage.open(browser, { answer });
		await open.tell({ type: 'show', tab: 'keys', ...(key === undefined ? {} : { key }) });
		await open.page.locator('.key-list [data-index="0"] .cell.key').waitFor();
		if (key !== undefined) await open.page.locator('.version-table [data-index="0"] .cell.writer').waitFor();
		return open.page;
	};
	const versions = () => open.page.locator('.version-table .grid-row');
	const comparison = () => open.page.locator('.comparison');

	it('are found by a part of their name, with their figures', async () => {
		const page = await show(retail);
		await page.getByRole('textbox', { name: 'Search keys' }).fill('CART:1');
		const names = () => page.locator('.key-list .cell.key').allInnerTexts();
		await expect
			.poll(async () =>
				(await names()).filter((name) => name !== 'Key').every((name) => name.includes('cart:1')),
			)
			.toBe(true);
		expect(await page.locator('.key-list .count').innerText()).toMatch(/^\d+ of \d+ keys$/);
	});

	it('show each version with its vector, cell by cell', async () => {
		const page = await show(status, 'status');
		expect(await page.locator('.version-table [role="columnheader"]').allInnerTexts()).toEqual([
			'Line',
			'Writer',
			'Value',
			'Conflict',
			'R1',
			'R2',
		]);
		expect(await versions().nth(0).locator('.cell').allInnerTexts()).toEqual([
			'line 2',
			'R1',
			'"pending"',
			'#1',
			'1',
			'0',
		]);
		// What differs from the row above is told by a sign as well as by colour.
		expect(await versions().nth(1).locator('.cell').allInnerTexts()).toEqual([
			'line 3',
			'R2',
			'"completed"',
			'#1',
			'0▼',
			'1▲',
		]);
	});

	it('tell in words why two versions are concurrent', async () => {
		await show(status, 'status');
		await versions().nth(1).locator('.cell.writer').click();
		await comparison().getByText('Neither dominates: concurrent').waitFor();
		expect(await comparison().innerText()).toContain('R1 0 < 1');
		expect(await comparison().innerText()).toContain('R2 1 > 0');
		expect(open.saidOf('reveal').at(-1)).toEqual({
			type: 'reveal',
			place: { file: 0, line: 3 },
			preserveFocus: true,
		});
	});

	it('compare all versions with a chosen one', async () => {
		const page = await show(retail, 'cart:1');
		await versions().nth(3).locator('.cell.writer').click();
		await page.getByRole('button', { name: 'Compare Others With This' }).click();
		await expect.poll(() => versions().nth(3).locator('.cell.relation').innerText()).toBe('= pinned');
		expect(await versions().nth(0).locator('.cell.relation').innerText()).toBe('← before');
		await versions().nth(5).locator('.cell.writer').click();
		await comparison().getByText('Ordered: the first happened after the second').waitFor();
		await page.getByRole('button', { name: 'Stop Comparing' }).click();
		await expect.poll(() => page.locator('.cell.relation').count()).toBe(0);
	});

	it('show which version saw which, as seen from one of them', async () => {
		const page = await show(status, 'status');
		const nodes = page.locator('.graph .node');
		expect(await nodes.count()).toBe(2);
		await nodes.nth(0).click();
		await page.locator('.graph .node.selected').waitFor();
		await expect
			.poll(() => nodes.nth(1).getAttribute('aria-label'))
			.toBe('R2 "completed", line 3, concurrent, in conflict 1');
		await page.keyboard.press('ArrowRight');
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
			.toContain('line 3, same');
		await expect.poll(() => versions().nth(1).getAttribute('aria-selected')).toBe('true');
		await page.keyboard.press('Enter');
		expect(open.saidOf('reveal').at(-1)).toEqual({
			type: 'reveal',
			place: { file: 0, line: 3 },
			preserveFocus: false,
		});
	});

	it('show a long history in windows', async () => {
		const page = await show(retail, 'cart:1');
		expect(await page.locator('.graph .node').count()).toBe(60);
		await page.getByRole('button', { name: 'Later versions' }).click();
		await expect.poll(() => page.locator('.graph .pager').innerText()).toBe('46–105 of 105');
		await page.locator('.version-table .grid').focus();
		await page.keyboard.press('Home');
		await expect.poll(() => page.locator('.graph .pager').innerText()).toMatch(/^1–60/);
	});

	it('follow the text cursor to a version', async () => {
		const page = await show(retail);
		const history = (await retail('keyHistory', { key: 'cart:1', from: 90, count: 1 })) as {
			ok: { rows: { line: number }[] };
		};
		const { line } = history.ok.rows[0]!;
		await open.tell({ type: 'cursor', place: { file: 0, line } });
		const row = page.locator('.version-table [aria-selected="true"] .cell.line');
		await expect.poll(() => row.innerText()).toBe(`line ${line}`);
		await expect
			.poll(() => page.locator('.graph .node.selected').getAttribute('data-line'))
			.toBe(String(line));
		expect(await page.locator('.history h2').innerText()).toBe('cart:1');
		expect(open.saidOf('reveal')).toEqual([]);
	});

	it('tell what each replica held of one at the cursor’s line', async () => {
		const page = await show(status, 'status');
		await page.locator('.held summary').click();
		const held = async () => {
			const lines = page.locator('.held tbody tr');
			return lines.evaluateAll((all) => all.map((row) => row.querySelector('td')!.textContent));
		};
		await expect
			.poll(held)
			.toEqual([
				expect.stringMatching(/"pending".* ⟂ .*"completed"/),
				expect.stringMatching(/"pending".* ⟂ .*"completed"/),
			]);
		await open.tell({ type: 'cursor', place: { file: 0, line: 3 } });
		await expect
			.poll(held)
			.toEqual([
				expect.stringMatching(/^R1 "pending" line 2$/),
				expect.stringMatching(/^R2 "completed" line 3$/),
			]);
		await open.tell({ type: 'cursor', place: { file: 0, line: 4 } });
		await expect
			.poll(held)
			.toEqual([expect.stringMatching(/^R1 "pending" line 2$/), expect.stringContaining('⟂')]);
	});

	it('begin with the one of the selected conflict', async () => {
		open = await VisualizerPage.open(browser, { answer: retail });
		await open.page.locator('.conflicts .grid-row .cell.key').nth(3).click();
		const key = await open.page.locator('.conflicts [aria-selected="true"] .cell.key').innerText();
		await open.page.locator('.details').waitFor();
		await open.page.locator('#tab-keys').click();
		await expect.poll(() => open.page.locator('.history h2').innerText()).toBe(key);
	});
});
