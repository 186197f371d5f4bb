import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

describe('the sequence diagram', () => {
	let browser: Browser;
	let status: Answer;
	let cart: Answer;
	let retail: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		status = await engineHost(sample('status-conflict.reptrace'));
		cart = await engineHost(sample('shopping-cart.reptrace'));
		retail = await engineHost(sample('retail.reptrace'));
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (answer: Answer, tell = true) => {
		open = await VisualizerPage.open(browser, { answer });
		await open.page.locator('.conflicts [data-index="0"] .cell.key').waitFor();
		if (tell) await open.tell({ type: 'show', tab: 'sequence', conflict: 0 });
		if (tell) await open.page.locator('.diagram .statement').first().waitFor();
		return open.page;
	};
	const labels = () =>
		open.page
			.locator('.diagram .statement')
			.evaluateAll((groups) =>
				groups
					.sort((a, b) => Number(a.getAttribute('data-statement')) - Number(b.getAttribute('data-statement')))
					.map((group) => group.getAttribute('aria-label')),
			);
	const marked = () => open.page.locator('.diagram .statement.selected');

	it('draws who told whom, and names every statement', async () => {
		await show(status);
		expect(await labels()).toEqual([
			'User A to Replica 1: Write: status="pending", line 2',
			'Note: {R1:1, R2:0}, line 2',
			'User B to Replica 2: Write: status="completed", line 3',
			'Note: {R1:0, R2:1}, line 3',
			'Replica 1 to Replica 2: Sync, line 4',
			'Replica 2 to Replica 1: Sync, line 5',
			'Note: Conflict detected Neither vector dominates, line 5',
		]);
		expect(await open.page.locator('.diagram-title').innerText()).toContain('status');
	});

	it('loads mermaid only when a diagram is wanted', async () => {
		const page = await show(status, false);
		const loaded = () =>
			page.evaluate(() =>
				performance
					.getEntriesByType('resource')
					.map(({ name }) => name)
					.filter((name) => name.includes('mermaid')),
			);
		expect(await loaded()).toEqual([]);
		await page.locator('#tab-sequence').click();
		await page.locator('.diagram .statement').first().waitFor();
		expect((await loaded()).length).toBeGreaterThan(0);
	});

	it('leads to the line of a message or note that is clicked', async () => {
		const page = await show(status);
		await page.locator('.messageText', { hasText: 'completed' }).click();
		expect(open.saidOf('reveal').at(-1)).toEqual({
			type: 'reveal',
			place: { file: 0, line: 3 },
			preserveFocus: false,
		});
		// The note on the vector stands for the same line.
		expect(await marked().count()).toBe(2);
		await page.locator('.noteText', { hasText: 'Conflict detected' }).click();
		expect(open.saidOf('reveal').at(-1)?.place).toEqual({ file: 0, line: 5 });
	});

	it('is one stop of the Tab key, in which the arrow keys move', async () => {
		const page = await show(status);
		await page.locator('.statement[tabindex="0"]').focus();
		expect(await page.locator('.diagram [tabindex="0"]').count()).toBe(1);
		for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
		const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
		expect(await focused()).toBe('Replica 1 to Replica 2: Sync, line 4');
		// The text cursor follows, the keyboard stays.
		await expect
			.poll(() => open.saidOf('reveal').at(-1))
			.toEqual({ type: 'reveal', place: { file: 0, line: 4 }, preserveFocus: true });
		await page.keyboard.press('End');
		expect(await focused()).toContain('Conflict detected');
		await page.keyboard.press('Enter');
		expect(open.saidOf('reveal').at(-1)).toEqual({
			type: 'reveal',
			place: { file: 0, line: 5 },
			preserveFocus: false,
		});
	});

	it('marks the line that the text cursor is on, and goes to another conflict with it', async () => {
		const page = await show(cart);
		const title = await page.locator('.diagram-title').innerText();
		const line = Number(/line (\d+)/.exec((await labels())[2]!)?.[1]);
		await open.tell({ type: 'cursor', place: { file: 0, line } });
		await expect.poll(() => marked().count()).toBeGreaterThan(0);
		expect(await page.locator('.diagram-title').innerText()).toBe(title);
		const last = (await cart('conflict', { id: 2 })) as { ok: { versions: { line: number }[] } };
		await open.tell({ type: 'cursor', place: { file: 0, line: last.ok.versions[0]!.line } });
		await expect.poll(() => page.locator('.diagram-title').innerText()).not.toBe(title);
		expect(open.saidOf('reveal')).toEqual([]);
	});

	it('pages through what is too long for one diagram', async () => {
		const page = await show(retail);
		await open.tell({ type: 'show', tab: 'sequence', key: 'cart:1' });
		const pager = page.locator('.sequence .pager');
		await expect.poll(() => pager.innerText()).toMatch(/^Page 1 of \d+$/);
		const first = await labels();
		expect(first.length).toBeLessThan(260);
		await pager.getByRole('button', { name: 'Next page' }).click();
		await expect.poll(() => pager.innerText()).toMatch(/^Page 2 of \d+$/);
		await expect.poll(async () => (await labels())[0]).not.toBe(first[0]);
	});

	it('shows a key or lines that are asked for, and says when there is no such key', async () => {
		const page = await show(cart);
		await page.getByRole('combobox', { name: 'What to show' }).click();
		await page.getByRole('option', { name: 'One key' }).click();
		const key = page.locator('.scope vscode-text-field input');
		await key.fill('no such key');
		await key.press('Enter');
		await page.locator('.sequence > .grid-message', { hasText: 'no such key' }).waitFor();
		await page.getByRole('combobox', { name: 'What to show' }).click();
		await page.getByRole('option', { name: 'Lines', exact: true }).click();
		await page.locator('.diagram .statement').first().waitFor();
		const to = page.locator('.scope vscode-text-field input').last();
		await to.fill('6');
		await to.press('Enter');
		await expect
			.poll(async () => (await labels()).every((label) => Number(/line (\d+)$/.exec(label!)?.[1]) <= 6))
			.toBe(true);
	});

	it('can be read as a list', async () => {
		const page = await show(status);
		await page.getByRole('checkbox', { name: 'As list' }).click();
		const items = page.locator('.statement-list li');
		expect(await items.first().innerText()).toBe('User A to Replica 1: Write: status="pending" line 2');
		expect(await items.count()).toBe(7);
		expect(await page.locator('.diagram').isVisible()).toBe(false);
		await items.last().getByRole('button').click();
		expect(open.saidOf('reveal').at(-1)?.place).toEqual({ file: 0, line: 5 });
	});

	it('zooms with buttons, wheel and keys', async () => {
		const page = await show(cart);
		const width = async () => (await page.locator('.diagram svg').boundingBox())!.width;
		const before = await width();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		expect(await width()).toBeCloseTo(before * 1.25, 0);
		await page.locator('.diagram').hover();
		await page.keyboard.down('Control');
		await page.mouse.wheel(0, 300);
		await page.keyboard.up('Control');
		await expect.poll(width).toBeLessThan(before);
		await page.locator('.statement[tabindex="0"]').focus();
		await page.keyboard.press('0');
		await expect.poll(width).toBeCloseTo(before, 0);
		expect(await page.locator('.zoom-percent').innerText()).toMatch(/^\d+ %$/);
	});

	it('copies its source, and saves pictures that need nothing else', async () => {
		const page = await show(status);
		await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
		expect(open.saidOf('copy')[0]?.text).toMatch(/^sequenceDiagram\n[\s\S]*status="completed"/);
		await page.getByRole('button', { name: 'Save SVG' }).click();
		await page.getByRole('button', { name: 'Save PNG' }).click();
		await expect.poll(() => open.saidOf('save').length).toBe(2);
		const [svg, png] = open.saidOf('save');
		expect(svg).toMatchObject({ kind: 'svg', suggestedName: 'sequence.svg' });
		expect(svg!.data).not.toMatch(/var\(|tabindex|class="hit"|<script|href="http/);
		const alone = await browser.newPage();
		await alone.setContent(`<img src="data:image/svg+xml,${encodeURIComponent(svg!.data)}">`);
		const size = await alone.locator('img').evaluate(async (image: HTMLImageElement) => {
			await image.decode();
			return image.naturalWidth;
		});
		expect(size).toBeGreaterThan(300);
		expect(Buffer.from(png!.data, 'base64').subarray(1, 4).toString()).toBe('PNG');
		await alone.close();
	});

	it('saves on white paper where that is wanted', async () => {
		const page = await show(status);
		await page.getByRole('combobox', { name: 'Colours of saved pictures' }).click();
		await page.getByRole('option', { name: 'White paper' }).click();
		await page.getByRole('button', { name: 'Save SVG' }).click();
		await expect.poll(() => open.saidOf('save').length).toBe(1);
		expect(open.saidOf('save')[0]!.data).toContain('fill="#ffffff"');
	});

	it('changes its colours with the theme, without being drawn again', async () => {
		const page = await show(status);
		const color = () =>
			page
				.locator('.messageText')
				.first()
				.evaluate((text) => getComputedStyle(text).fill);
		const dark = await color();
		await page.locator('.diagram svg').evaluate((svg) => svg.setAttribute('data-same', ''));
		await open.setTheme('light');
		expect(await color()).not.toBe(dark);
		expect(await page.locator('.diagram svg[data-same]').count()).toBe(1);
	});
});
