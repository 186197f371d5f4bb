import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

describe('the conflicts of a trace', () => {
	let browser: Browser;
	let retail: Answer;
	let status: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		retail = await engineHost(sample('retail.reptrace'));
		status = await engineHost(sample('status-conflict.reptrace'));
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (answer: Answer, state?: unknown) => {
		open = await VisualizerPage.open(browser, { answer, state });
		await open.page.locator('.conflicts [data-index="0"] .cell.key').waitFor();
		return open.page;
	};
	const rows = () => open.page.locator('.conflicts .grid-row');
	const keysShown = () => open.page.locator('.conflicts .grid-row .cell.key').allInnerTexts();
	const selected = () => open.page.locator('.conflicts .grid-row[aria-selected="true"]');

	it('says who wrote what without having seen the other', async () => {
		await show(status);
		expect(await rows().count()).toBe(1);
		expect(await rows().locator('.cell').allInnerTexts()).toEqual([
			'Open',
			'status',
			'R1 "pending" ⟂ R2 "completed"',
			'1',
			'line 4 R2',
			'–',
			'proven',
		]);
	});

	it('tells in the details why, and leads to every line', async () => {
		const page = await show(status);
		await rows().first().click();
		const details = page.locator('.details');
		const text = await details.innerText();
		expect(text).toContain('Neither dominates: concurrent. R1 1 > 0, but R2 0 < 1');
		expect(text).toContain('Detected at R2, line 4');
		expect(text).toContain('Still open');
		expect(text).toContain('Proven by the recorded version vectors');
		// The selection moved the text cursor, and the keyboard stayed.
		expect(open.saidOf('reveal')).toEqual([
			{ type: 'reveal', place: { file: 0, line: 2 }, preserveFocus: true },
		]);
		await details.getByRole('button', { name: 'line 3' }).click();
		expect(open.saidOf('reveal').at(-1)).toEqual({
			type: 'reveal',
			place: { file: 0, line: 3 },
			preserveFocus: false,
		});
	});

	it('shows the sequence of a conflict on Enter and on a double click', async () => {
		const page = await show(status);
		await rows().first().dblclick();
		await page.locator('.diagram svg').waitFor();
		await page.locator('#tab-conflicts').click();
		await page.locator('.conflicts .grid').focus();
		await page.keyboard.press('Enter');
		await page.locator('#tab-sequence[aria-selected="true"]').waitFor();
		// Where the keyboard goes on from: the grid that had it is hidden.
		await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('tab-sequence');
	});

	it('moves with the keyboard, and the details follow', async () => {
		const page = await show(retail);
		await page.locator('.conflicts .grid').focus();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => selected().getAttribute('data-index')).toBe('2');
		const key = await selected().locator('.cell.key').innerText();
		await expect.poll(() => page.locator('.details h2').innerText()).toContain(key);
		await page.keyboard.press('End');
		const last = String((await total(retail)) - 1);
		await expect.poll(() => selected().getAttribute('data-index')).toBe(last);
		const active = await page.locator('.conflicts .grid').getAttribute('aria-activedescendant');
		expect(await page.locator(`[id="${active}"]`).getAttribute('aria-rowindex')).toBe(
			String(Number(last) + 2),
		);
		await page.keyboard.press('Home');
		await expect.poll(() => selected().getAttribute('data-index')).toBe('0');
	});

	it('sorts by any header, both ways, and by keyboard', async () => {
		const page = await show(retail);
		const pairs = page.getByRole('columnheader', { name: 'Pairs' });
		await pairs.getByRole('button').click();
		expect(await pairs.getAttribute('aria-sort')).toBe('ascending');
		await page.getByRole('columnheader', { name: 'State' }).getByRole('button').focus();
		for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Enter');
		await expect.poll(() => pairs.getAttribute('aria-sort')).toBe('descending');
		const figures = async () =>
			(await page.locator('.grid-row .cell.pairs').allInnerTexts()).slice(0, 10).map(Number);
		await expect.poll(async () => (await figures())[0]).toBeGreaterThan(4);
		const shown = await figures();
		expect(shown).toEqual(shown.toSorted((a, b) => b - a));
	});

	it('filters by text and state, says how many are left, and how to see all again', async () => {
		const page = await show(retail);
		const all = await total(retail);
		await page.getByRole('textbox', { name: 'Filter conflicts' }).fill('order:1');
		await expect
			.poll(async () => new Set((await keysShown()).map((key) => key.slice(0, 7))))
			.toEqual(new Set(['order:1']));
		expect(await page.locator('.conflicts .count').innerText()).toMatch(
			new RegExp(`^\\d+ of ${all} conflicts$`),
		);
		await page.getByRole('textbox', { name: 'Filter conflicts' }).fill('no such text');
		await page.getByText('No conflict matches the filter.').waitFor();
		await page.getByRole('button', { name: 'Clear Filter' }).click();
		await expect.poll(() => page.locator('.conflicts .count').innerText()).toBe(`${all} conflicts`);
		await page.getByRole('combobox', { name: 'State' }).click();
		await page.getByRole('option', { name: 'Open only' }).click();
		await expect
			.poll(async () => new Set(await page.locator('.grid-row .cell.state').allInnerTexts()))
			.toEqual(new Set(['Open']));
	});

	it('follows the text cursor without telling it back', async () => {
		const page = await show(retail);
		const row = page.locator('.conflicts .grid-row').nth(5);
		const detected = await row.locator('.cell.detected').innerText();
		const key = await row.locator('.cell.key').innerText();
		await open.tell({
			type: 'cursor',
			place: { file: 0, line: Number(/line (\d+)/.exec(detected)?.[1]) },
		});
		await expect.poll(() => selected().locator('.cell.key').innerText()).toBe(key);
		expect(open.saidOf('reveal')).toEqual([]);
	});

	it('does not follow when it is told not to', async () => {
		const page = await show(status);
		await page.getByRole('checkbox', { name: 'Follow the cursor' }).click();
		await open.tell({ type: 'cursor', place: { file: 0, line: 3 } });
		await rows().first().click();
		await page.locator('.details h2').waitFor();
		expect(open.saidOf('reveal')).toEqual([]);
		expect(open.asked).not.toContain('at');
	});

	async function total(answer: Answer): Promise<number> {
		const result = (await answer('summary', {})) as { ok: { conflicts: number } };
		return result.ok.conflicts;
	}
});

describe('a trace without conflicts', () => {
	it('says so in words', async () => {
		const browser = await launchBrowser();
		const write = (at: string, vv: string) => `{"op":"write","at":"${at}","key":"k","value":1,"vv":${vv}}\n`;
		const answer = await engineHost({
			name: 'calm.reptrace',
			text: write('A', '{"A":1}') + write('B', '{"A":1,"B":1}'),
		});
		const open = await VisualizerPage.open(browser, { answer });
		await open.page.getByText('No conflicts: every two writes of a key were ordered.').waitFor();
		await open.page.getByText('2 versions of 1 key were compared').waitFor();
		await browser.close();
	});

	it('says where no line is an event that this is why', async () => {
		const browser = await launchBrowser();
		const answer = await engineHost({ name: 'broken.reptrace', text: 'no event\n{"op":"wat"}\n' });
		const open = await VisualizerPage.open(browser, { answer });
		await open.page.getByText('No line could be read as an event.').waitFor();
		await expect.poll(() => open.page.locator('.figures').innerText()).toBe('No line is an event');
		await browser.close();
	});
});
