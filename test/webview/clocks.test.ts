import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

describe('the clocks of a trace', () => {
	let browser: Browser;
	let datacenters: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		datacenters = await engineHost(sample('three-datacenters.reptrace'));
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (answer: Answer, state?: unknown) => {
		open = await VisualizerPage.open(browser, { answer, state, viewport: { width: 1000, height: 900 } });
		await open.tell({ type: 'show', tab: 'clocks' });
		return open.page;
	};
	const showDatacenters = async (state?: unknown) => {
		const page = await show(datacenters, state);
		await page.locator('.clock-picture').waitFor();
		await page.locator('.inversions [data-index="0"] .cell.key').waitFor();
		await page.locator('.pairs [data-index="0"] .cell.min').waitFor();
		return page;
	};
	const readout = () => open.page.locator('.readout').innerText();

	it('are told in a sentence: whose is wrong, by how much, since when', async () => {
		const page = await showDatacenters();
		const headline = await page.locator('.clocks .headline').innerText();
		expect(headline).toMatch(
			/^The clock of Tokyo \(dc3\) is fast: ahead of that of Dublin \(dc1\) by at least 1\d\d ms/,
		);
		expect(headline).toContain('proven by events from line');
	});

	it('are drawn over time against a replica that nothing speaks against', async () => {
		const page = await showDatacenters();
		expect(await page.locator('.clock-names .replica').allInnerTexts()).toEqual([
			'Dublin',
			'Oregon',
			'Tokyo',
		]);
		// Tokyo's band stays above the line of 0, in every column.
		const tokyo = page.locator('.clock-lane').nth(2);
		const band = (await tokyo.locator('.whole').boundingBox())!;
		const zero = (await tokyo.locator('.zero').boundingBox())!;
		expect(band.y + band.height).toBeLessThan(zero.y);
		expect(await page.locator('.clock-picture .inversion').count()).toBe(8);
	});

	it('are drawn against another replica on wish', async () => {
		const page = await showDatacenters();
		await page.getByRole('combobox', { name: 'Reference replica' }).click();
		await page.getByRole('option', { name: 'Tokyo' }).click();
		await expect
			.poll(() => page.locator('.clock-names .replica').allInnerTexts())
			.toEqual(['Tokyo', 'Dublin', 'Oregon']);
		await expect.poll(() => open.state()).toMatchObject({ navigation: { clocks: { reference: 'dc3' } } });
	});

	it('lead to the lines with a click into the picture', async () => {
		const page = await showDatacenters();
		const mark = (await page.locator('.clock-lane').nth(0).locator('.inversion').first().boundingBox())!;
		await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
		expect(await readout()).toMatch(
			/^Dublin, line \d+ to line \d+: the reference\. One write here, beaten by older ones/,
		);
		const revealed = open.saidOf('reveal').at(-1)!;
		expect(revealed).toMatchObject({ preserveFocus: true });
		await page.locator('.inversions .grid-row[aria-selected="true"]').waitFor();
		expect(await page.locator('.inversions [aria-selected="true"] .cell.file').innerText()).toBe(
			`line ${revealed.place.line}`,
		);
	});

	it('are read with the keyboard', async () => {
		const page = await showDatacenters();
		await page.locator('.clock-frame').focus();
		await page.keyboard.press('ArrowDown');
		expect(await readout()).toMatch(/^Tokyo, line 2 to line \d+: \+17\d ms to \+23\d ms against Dublin/);
		await page.keyboard.press('End');
		await page.keyboard.press('Enter');
		expect(open.saidOf('reveal').at(-1)).toMatchObject({ preserveFocus: false });
	});

	it('have bounds for every ordered pair, with what proves them', async () => {
		const page = await showDatacenters();
		const cells = page.locator('.pairs [data-index="0"] .cell');
		expect((await cells.allInnerTexts()).map((text) => text.trim())).toEqual([
			'dc3',
			'dc1',
			expect.stringMatching(/^\+1\d\d ms$/),
			expect.stringMatching(/^\+2\d\d ms$/),
			'ahead',
			expect.stringMatching(/^line \d+, line \d+/),
		]);
		expect(await page.locator('.pairs .count').innerText()).toBe('6 ordered pairs');
		await cells.nth(2).click();
		const proof = page.locator('.pairs .proof');
		expect(await proof.innerText()).toContain('The clock of dc3 is ahead of that of dc1 by at least');
		await proof.locator('.link').first().click();
		expect(open.saidOf('reveal').at(-1)).toMatchObject({ preserveFocus: false });
	});

	it('have inversions: the write, what beats it, and by how much', async () => {
		const page = await showDatacenters();
		const by = async () => {
			const texts = await page.locator('.inversions .grid-row .cell.ms').allInnerTexts();
			return texts.map((text) => Number.parseFloat(text));
		};
		const found = await by();
		expect(found.length).toBe(8);
		expect(found).toEqual([...found].sort((a, b) => b - a));
		await page.getByRole('button', { name: 'By', exact: true }).click();
		await expect.poll(by).toEqual([...found].sort((a, b) => a - b));
		await page.getByRole('textbox', { name: 'Filter inversions' }).fill('order:1');
		await expect.poll(() => page.locator('.inversions .count').innerText()).toBe('1 of 8 inversions');
		await page.locator('.inversions .grid-row .cell.key').click();
		expect(await page.locator('.inversions .proof').innerText()).toContain('was written knowing');
	});

	it('are certified on wish', async () => {
		const page = await showDatacenters();
		await page.getByRole('button', { name: 'Save Certificates…' }).click();
		await expect.poll(() => open.saidOf('saveCertificates').length).toBe(1);
	});

	it('are asked for only when the tab is opened', async () => {
		open = await VisualizerPage.open(browser, { answer: datacenters });
		await open.page.locator('.conflicts .grid-row .cell.key').first().waitFor();
		expect(open.asked.filter((name) => name === 'clocks' || name === 'strategies')).toEqual([]);
	});

	it('are absent in words where no event has a time', async () => {
		const page = await show(await engineHost(sample('status-conflict.reptrace')));
		await page.getByText('No event in this trace carries a time').waitFor();
		expect(await page.locator('.clocks').innerText()).toContain('ts');
		expect(await page.locator('.clocks-content').isHidden()).toBe(true);
	});

	it('that contradict themselves are told with their events; one-way traffic is said so', async () => {
		const at = (ts: number, event: object) => JSON.stringify({ ...event, ts });
		const lines = [
			at(1000, { op: 'send', at: 'a', to: 'b', msg: 1 }),
			at(900, { op: 'receive', at: 'b', from: 'a', msg: 1 }),
			at(950, { op: 'send', at: 'b', to: 'a', msg: 2 }),
			at(990, { op: 'receive', at: 'a', from: 'b', msg: 2 }),
			at(2000, { op: 'send', at: 'a', to: 'c', msg: 3 }),
			at(2010, { op: 'receive', at: 'c', from: 'a', msg: 3 }),
		];
		const page = await show(await engineHost({ name: 'a.reptrace', text: lines.join('\n') }));
		await page.getByText(/impossible cycle/).waitFor();
		expect(await page.locator('.clocks').innerText()).toContain('one-sided');
	});
});
