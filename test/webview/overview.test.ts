import { describe, expect, it } from 'vitest';
import type { ConflictRow, OverviewInfo, OverviewTile, Summary } from '../../src/session/protocol.ts';
import { colours, engineHost, OverviewPages, pixels, sample, VisualizerPage } from './harness/index.ts';

describe('the overview of a trace', () => {
	const pages = new OverviewPages();

	it('has a lane a replica, with its rows named, and loads its code when it is shown', async () => {
		pages.open = await VisualizerPage.open(pages.browser, { answer: pages.retail });
		const scripts = () =>
			pages.open.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).length);
		await pages.open.page.locator('.conflicts .grid-row .cell.key').first().waitFor();
		const before = await scripts();
		expect(await pages.open.page.locator('.overview').count()).toBe(0);
		await pages.open.page.locator('#tab-overview').click();
		await expect.poll(() => colours(pages.open.page)).toBeGreaterThan(4);
		expect(await scripts()).toBeGreaterThan(before);
		expect(await pages.open.page.locator('.overview-lane-names .replica').allInnerTexts()).toEqual([
			'Frankfurt',
			'Virginia',
			'Singapore',
		]);
		expect(await pages.open.page.locator('.overview-lane-names li').allInnerTexts()).toEqual(
			Array.from({ length: 3 }, () => ['writes', 'deletes', 'reads', 'messages']).flat(),
		);
	});

	it('is drawn from bins whose sums are the events of the trace', async () => {
		await pages.show();
		const { ok: info } = (await pages.retail('overview', { axis: 'line', key: null })) as {
			ok: OverviewInfo;
		};
		const { ok: summary } = (await pages.retail('summary', {})) as { ok: Summary };
		const syncs = sample('retail.reptrace').text.split('"op":"sync"').length - 1;
		expect(info.activities.reduce((a, b) => a + b)).toBe(summary.events + syncs);
		expect(info.conflicts).toBe(summary.conflicts);
		const tiles = pages.asked.filter(
			({ name, params }) => name === 'overviewTile' && params.together === false,
		);
		expect(tiles.length).toBeGreaterThan(0);
		let sum = 0;
		for (const { params } of tiles) {
			const { ok } = (await pages.retail('overviewTile', params)) as { ok: OverviewTile };
			for (const count of ok.counts) sum += count;
		}
		expect(sum).toBe(summary.events + syncs);
	});

	it('tells what is under the pointer: counts, a conflict, a partition, a message', async () => {
		const page = await pages.show();
		const frame = await pages.frame;
		const card = page.locator('.overview-card');
		await page.mouse.move(frame.x + 20, frame.y + 160);
		await expect.poll(() => card.innerText()).toMatch(/^Frankfurt · lines \d+ to \d+\n\d+ \w+/);
		await page.mouse.move(frame.x + (850 / 5001) * frame.width, frame.y + 160);
		await expect
			.poll(() => card.innerText())
			.toMatch(
				/Frankfurt and Virginia exchanged nothing for \d+ lines .*usually there is something every \d+ lines/,
			);
		await page.mouse.move(frame.x + (900 / 5001) * frame.width, frame.y + 4);
		await expect.poll(() => card.innerText()).toMatch(/^Conflict of \w+:\d+ · resolved\nline \d+ /);
		for (let i = 0; i < 12; i++) await pages.wheel(300, -200);
		const lane = (frame.height - 102) / 3;
		// Between two rows of messages there is nothing but the lines of messages and the lane's own events.
		const messageAt = async () => {
			for (let x = 5; x < frame.width; x += 4) {
				await page.mouse.move(frame.x + x, frame.y + 80 + lane * 1.05);
				const text = await card.innerText();
				if (/^\w+ → \w+\nsent on line [\d,]+, received on line [\d,]+$/.test(text)) return true;
			}
			return false;
		};
		await expect.poll(messageAt).toBe(true);
	});

	it('leads to the line of what is clicked', async () => {
		const page = await pages.show();
		const frame = await pages.frame;
		await page.mouse.click(frame.x + 20, frame.y + 160);
		await expect.poll(() => pages.open.saidOf('reveal').length).toBe(1);
		const { place, preserveFocus } = pages.open.saidOf('reveal')[0]!;
		expect(preserveFocus).toBe(false);
		const expected = (20 / frame.width) * 5001;
		expect(Math.abs(place.line - expected)).toBeLessThan(16);
		await page.mouse.click(frame.x + (900 / 5001) * frame.width, frame.y + 4);
		await expect.poll(() => pages.open.saidOf('reveal').length).toBe(2);
		const { conflict } = (await pages.selected())!;
		const { ok } = (await pages.retail('conflict', { id: conflict })) as { ok: ConflictRow };
		expect(pages.open.saidOf('reveal').at(-1)!.place.line).toBe(ok.versions[0]!.line);
	});

	it('is drawn over wall time, with the clocks corrected, and says so', async () => {
		const page = await pages.show({ answer: await engineHost(sample('three-datacenters.reptrace')) });
		await page.getByRole('combobox', { name: 'Axis' }).click();
		await page.getByRole('option', { name: 'By wall time' }).click();
		await expect
			.poll(() => page.locator('.overview-notes').innerText())
			.toMatch(
				/^Clocks are corrected by the midpoint of what is proven, or as given: .*Tokyo \(dc3\) by −20\d/,
			);
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(() => pages.readout()).toMatch(/\d\d:\d\d:\d\d\.?\d* to \d\d:\d\d/);
	});

	it('has no axis of times where there are none', async () => {
		const page = await pages.show({ answer: await engineHost(sample('shopping-cart.reptrace')) });
		const axis = page.getByRole('combobox', { name: 'Axis' });
		const timed = (
			(await (
				await engineHost(sample('shopping-cart.reptrace'))
			)('overview', {
				axis: 'line',
				key: null,
			})) as { ok: OverviewInfo }
		).ok.timed;
		expect(await axis.getAttribute('aria-disabled')).toBe(timed ? 'false' : 'true');
	});

	it('marks the line that the text cursor is on', async () => {
		const page = await pages.show();
		const before = await pixels(page);
		await pages.open.tell({ type: 'cursor', place: { file: 0, line: 2500 } });
		await expect.poll(() => pages.asked.some(({ name }) => name === 'overviewPlace')).toBe(true);
		await expect.poll(async () => (await pixels(page)) !== before).toBe(true);
	});

	it('is where it was after a reload, and persists no data', async () => {
		const page = await pages.show();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await expect.poll(() => pages.seen()).not.toBeNull();
		const state = await pages.open.state();
		const view = await pages.seen();
		expect(JSON.stringify(state).length).toBeLessThan(1000);
		await pages.open.close();
		await pages.show({ state });
		expect(await pages.seen()).toEqual(view);
	});

	it('keeps drawing while a newer analysis is fetched', async () => {
		const page = await pages.show();
		await pages.open.tellAnalysis(2);
		for (let i = 0; i < 10; i++) expect(await colours(page)).toBeGreaterThan(4);
		await expect.poll(() => pages.asked.filter(({ name }) => name === 'overview').length).toBe(2);
	});

	it('takes its colours from the theme', async () => {
		const page = await pages.show();
		let before = await pixels(page);
		for (const theme of ['light', 'hc', 'hcLight', 'dark'] as const) {
			await pages.open.setTheme(theme);
			await expect.poll(async () => (await pixels(page)) !== before).toBe(true);
			expect(await colours(page)).toBeGreaterThan(4);
			before = await pixels(page);
		}
	});

	it('scrolls through lanes that do not fit, or shows all of them', async () => {
		const lines = Array.from({ length: 2000 }, (_, i) =>
			JSON.stringify({ op: 'write', at: `node-${i % 200}`, key: `k${i % 7}`, value: i }),
		);
		const page = await pages.show({
			answer: await engineHost({ name: 'many.reptrace', text: lines.join('\n') }),
		});
		const names = page.locator('.overview-lane-names .replica');
		expect(await names.first().innerText()).toBe('node-0');
		expect(await names.count()).toBeLessThan(40);
		await page.locator('.overview-scrollbar').evaluate((bar) => bar.scrollTo(0, 1e6));
		await expect.poll(() => names.last().innerText()).toBe('node-199');
		await page.getByRole('checkbox', { name: 'All lanes' }).click();
		await expect.poll(() => names.first().innerText()).toBe('node-0');
		await expect.poll(() => colours(page)).toBeGreaterThan(3);
	});
});
