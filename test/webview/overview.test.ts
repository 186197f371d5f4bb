import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConflictRow, OverviewInfo, OverviewTile, Result, Summary } from '../../src/session/protocol.ts';
import {
	type Answer,
	engineHost,
	launchBrowser,
	sample,
	type Theme,
	VisualizerPage,
} from './harness/index.ts';

describe('the overview of a trace', () => {
	let browser: Browser;
	let retail: Answer;
	let open: VisualizerPage;
	const asked: { name: string; params: Record<string, unknown> }[] = [];

	beforeAll(async () => {
		browser = await launchBrowser();
		const answer = await engineHost(sample('retail.reptrace'));
		retail = (name, params) => {
			asked.push({ name, params: params as Record<string, unknown> });
			return answer(name, params);
		};
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (options: { state?: unknown; theme?: Theme; answer?: Answer; wide?: boolean } = {}) => {
		asked.length = 0;
		open = await VisualizerPage.open(browser, {
			answer: options.answer ?? retail,
			state: options.state,
			theme: options.theme ?? 'dark',
			viewport: { width: 1100, height: 760 },
			reducedMotion: true,
		});
		await open.tell({ type: 'show', tab: 'overview' });
		await expect.poll(() => colours(open.page)).toBeGreaterThan(4);
		return open.page;
	};
	const frameBox = async (page: Page) => (await page.locator('.overview-frame').boundingBox())!;
	const seen = async () =>
		((await open.state()) as { navigation: { overview: { view: { from: number; to: number } | null } } })
			.navigation.overview.view;
	const selected = async () =>
		((await open.state()) as { navigation: { conflicts: { selected: { conflict: number } | null } } })
			.navigation.conflicts.selected;
	const readout = () => open.page.locator('.overview-readout').innerText();
	const wheel = async (page: Page, x: number, delta: number) => {
		const frame = await frameBox(page);
		await page.mouse.move(frame.x + x, frame.y + 200);
		await page.mouse.wheel(0, delta);
	};

	it('has a lane a replica, with its rows named, and loads its code when it is shown', async () => {
		open = await VisualizerPage.open(browser, { answer: retail });
		const scripts = () =>
			open.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).length);
		await open.page.locator('.conflicts .grid-row .cell.key').first().waitFor();
		const before = await scripts();
		expect(await open.page.locator('.overview').count()).toBe(0);
		await open.page.locator('#tab-overview').click();
		await expect.poll(() => colours(open.page)).toBeGreaterThan(4);
		expect(await scripts()).toBeGreaterThan(before);
		expect(await open.page.locator('.overview-lane-names .replica').allInnerTexts()).toEqual([
			'Frankfurt',
			'Virginia',
			'Singapore',
		]);
		expect(await open.page.locator('.overview-lane-names li').allInnerTexts()).toEqual(
			Array.from({ length: 3 }, () => ['writes', 'deletes', 'reads', 'messages']).flat(),
		);
	});

	it('is drawn from bins whose sums are the events of the trace', async () => {
		await show();
		const { ok: info } = (await retail('overview', { axis: 'line', key: null })) as { ok: OverviewInfo };
		const { ok: summary } = (await retail('summary', {})) as { ok: Summary };
		const syncs = sample('retail.reptrace').text.split('"op":"sync"').length - 1;
		expect(info.activities.reduce((a, b) => a + b)).toBe(summary.events + syncs);
		expect(info.conflicts).toBe(summary.conflicts);
		const tiles = asked.filter(({ name, params }) => name === 'overviewTile' && params.together === false);
		expect(tiles.length).toBeGreaterThan(0);
		let sum = 0;
		for (const { params } of tiles) {
			const { ok } = (await retail('overviewTile', params)) as { ok: OverviewTile };
			for (const count of ok.counts) sum += count;
		}
		expect(sum).toBe(summary.events + syncs);
	});

	it('zooms where the pointer is, and what is asked for depends on pixels', async () => {
		const page = await show();
		asked.length = 0;
		for (let i = 0; i < 12; i++) await wheel(page, 300, -200);
		// Until a line is as wide as it can be.
		await expect.poll(async () => ((await seen())?.to ?? 1e9) - ((await seen())?.from ?? 0)).toBeLessThan(45);
		const { from, to } = (await seen())!;
		const frame = await frameBox(page);
		const at = 5001 * (300 / frame.width);
		expect((at - from) / (to - from)).toBeCloseTo(300 / frame.width, 1);
		for (const { params } of asked.filter(({ name }) => name === 'overviewTile'))
			expect(params.bins).toBeLessThan(700);
	});

	it('moves by drag, wheel and keys, and shows all again', async () => {
		const page = await show();
		await page.locator('.overview-frame').focus();
		for (let i = 0; i < 5; i++) await page.keyboard.press('+');
		await expect.poll(seen).not.toBeNull();
		const zoomed = (await seen())!;
		await page.keyboard.press('ArrowRight');
		await expect.poll(async () => (await seen())!.from).toBeGreaterThan(zoomed.from);
		await page.keyboard.press('End');
		await expect.poll(async () => (await seen())!.to).toBe(5001);
		await page.keyboard.press('Home');
		await expect.poll(async () => (await seen())!.from).toBe(0);
		const frame = await frameBox(page);
		await page.mouse.move(frame.x + 500, frame.y + 300);
		await page.mouse.down();
		await page.mouse.move(frame.x + 200, frame.y + 300, { steps: 5 });
		await page.mouse.up();
		await expect.poll(async () => (await seen())!.from).toBeGreaterThan(100);
		expect(open.saidOf('reveal')).toEqual([]);
		await page.locator('.overview-frame').focus();
		await page.keyboard.press('0');
		await expect.poll(seen).toBeNull();
	});

	it('moves with the window of its map', async () => {
		const page = await show();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		const map = (await page.locator('.overview-map').boundingBox())!;
		await page.mouse.move(map.x + map.width * 0.5, map.y + 15);
		await page.mouse.down();
		await page.mouse.move(map.x + map.width * 0.8, map.y + 15, { steps: 4 });
		await page.mouse.up();
		await expect.poll(async () => Math.round(((await seen())!.from + (await seen())!.to) / 2 / 50)).toBe(80);
	});

	it('tells what is under the pointer: counts, a conflict, a partition, a message', async () => {
		const page = await show();
		const frame = await frameBox(page);
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
		for (let i = 0; i < 12; i++) await wheel(page, 300, -200);
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
		const page = await show();
		const frame = await frameBox(page);
		await page.mouse.click(frame.x + 20, frame.y + 160);
		await expect.poll(() => open.saidOf('reveal').length).toBe(1);
		const { place, preserveFocus } = open.saidOf('reveal')[0]!;
		expect(preserveFocus).toBe(false);
		const expected = (20 / frame.width) * 5001;
		expect(Math.abs(place.line - expected)).toBeLessThan(16);
		await page.mouse.click(frame.x + (900 / 5001) * frame.width, frame.y + 4);
		await expect.poll(() => open.saidOf('reveal').length).toBe(2);
		const { conflict } = (await selected())!;
		const { ok } = (await retail('conflict', { id: conflict })) as { ok: ConflictRow };
		expect(open.saidOf('reveal').at(-1)!.place.line).toBe(ok.versions[0]!.line);
	});

	it('flies from conflict to conflict, which the other tabs then show', async () => {
		const page = await show();
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(readout).toMatch(/^Conflict 1 of 34: \S+, resolved, lines [\d,]+ to [\d,]+$/);
		await page.locator('.overview-frame').focus();
		await page.keyboard.press('n');
		await expect.poll(readout).toMatch(/^Conflict 2 of 34/);
		await page.keyboard.press('p');
		await page.keyboard.press('p');
		await expect.poll(readout).toMatch(/^Conflict 34 of 34: \S+, open since line [\d,]+$/);
		await expect.poll(async () => (await seen())!.to - (await seen())!.from).toBeLessThan(200);
		const { from, to } = (await seen())!;
		const line = Number(/line ([\d,]+)$/.exec(await readout())![1]!.replace(',', ''));
		expect(line).toBeGreaterThan(from);
		expect(line).toBeLessThan(to);
		await page.locator('#tab-conflicts').click();
		await page.locator('.conflicts .grid-row[aria-selected="true"]').waitFor();
	});

	it('gives a range to the sequence and to the grid of conflicts, which can be cleared', async () => {
		const page = await show();
		const frame = await frameBox(page);
		await page.keyboard.down('Shift');
		await page.mouse.move(frame.x + 100, frame.y + 300);
		await page.mouse.down();
		await page.mouse.move(frame.x + 250, frame.y + 300, { steps: 4 });
		await page.mouse.up();
		await page.keyboard.up('Shift');
		const bar = page.getByRole('toolbar', { name: 'Marked range' });
		await expect.poll(() => bar.innerText()).toMatch(/^lines \d+ to [\d,]+: \d+ writes/);
		const [, from, to] = /lines (\d+) to ([\d,]+)/.exec(await bar.innerText())!;
		const lines = { file: 0, from: Number(from), to: Number(to!.replace(',', '')) };
		expect(Math.abs(lines.from - (100 / frame.width) * 5001)).toBeLessThan(12);
		await expect
			.poll(() => open.state())
			.toMatchObject({
				navigation: { conflicts: { lines: [lines] }, sequence: { scope: { kind: 'range', ...lines } } },
			});
		await bar.getByRole('button', { name: 'Show Conflicts' }).click();
		await expect.poll(() => page.locator('.conflicts .count').innerText()).toMatch(/^\d+ of 34 conflicts$/);
		expect(await page.locator('.conflicts .chip').innerText()).toContain(
			`With a version in lines ${from} to ${to}`,
		);
		await page.getByRole('button', { name: 'Show conflicts of all lines' }).click();
		await expect.poll(() => page.locator('.conflicts .count').innerText()).toBe('34 conflicts');
	});

	it('marks a range by keys and takes it back', async () => {
		const page = await show();
		await page.locator('.overview-frame').focus();
		for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
		const bar = page.getByRole('toolbar', { name: 'Marked range' });
		await expect.poll(() => bar.innerText()).toMatch(/^lines 2,5\d\d to 2,8\d\d: /);
		await page.keyboard.press('Escape');
		await expect.poll(() => bar.isHidden()).toBe(true);
		expect(await open.state()).toMatchObject({
			navigation: { conflicts: { lines: null }, sequence: { scope: null } },
		});
	});

	it('shows one key alone', async () => {
		const page = await show();
		const field = page.getByRole('textbox', { name: 'Show one key only' });
		await field.fill('stock:1');
		await page.getByRole('listbox', { name: 'Keys' }).getByRole('option').first().waitFor();
		await field.press('Enter');
		await expect
			.poll(() => asked.filter(({ name }) => name === 'overview').at(-1)?.params.key)
			.toBe('stock:1');
		const { ok } = (await retail('overview', { axis: 'line', key: 'stock:1' })) as Result<OverviewInfo> & {
			ok: OverviewInfo;
		};
		expect(ok.events).toBeGreaterThan(0);
		expect(ok.events).toBeLessThan(500);
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(readout).toContain(`of ${ok.conflicts}: stock:1`);
		await field.fill('');
		await expect.poll(() => asked.filter(({ name }) => name === 'overview').at(-1)?.params.key).toBe(null);
	});

	it('is drawn over wall time, with the clocks corrected, and says so', async () => {
		const page = await show({ answer: await engineHost(sample('three-datacenters.reptrace')) });
		await page.getByRole('combobox', { name: 'Axis' }).click();
		await page.getByRole('option', { name: 'By wall time' }).click();
		await expect
			.poll(() => page.locator('.overview-notes').innerText())
			.toMatch(
				/^Clocks are corrected by the midpoint of what is proven, or as given: .*Tokyo \(dc3\) by −20\d/,
			);
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(readout).toMatch(/\d\d:\d\d:\d\d\.?\d* to \d\d:\d\d/);
	});

	it('has no axis of times where there are none', async () => {
		const page = await show({ answer: await engineHost(sample('shopping-cart.reptrace')) });
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

	it('stands in tables too, which follow the zoom', async () => {
		const page = await show();
		await page.getByRole('checkbox', { name: 'As table' }).click();
		const rows = page.locator('.overview-table').first().locator('tbody tr');
		await expect.poll(() => rows.count()).toBe(30);
		const column = async (index: number) =>
			(await rows.locator(`td:nth-child(${index})`).allInnerTexts()).reduce(
				(sum, text) => sum + Number(text.replace(',', '')),
				0,
			);
		const { ok: info } = (await retail('overview', { axis: 'line', key: null })) as { ok: OverviewInfo };
		expect([await column(3), await column(4), await column(5), await column(6)]).toEqual(
			info.activities.slice(0, 4),
		);
		await expect.poll(() => page.locator('.overview-tables').innerText()).toContain('exchanged nothing for');
		const first = await rows.first().innerText();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await expect.poll(() => rows.first().innerText()).not.toBe(first);
	});

	it('marks the line that the text cursor is on', async () => {
		const page = await show();
		const before = await pixels(page);
		await open.tell({ type: 'cursor', place: { file: 0, line: 2500 } });
		await expect.poll(() => asked.some(({ name }) => name === 'overviewPlace')).toBe(true);
		await expect.poll(async () => (await pixels(page)) !== before).toBe(true);
	});

	it('is where it was after a reload, and persists no data', async () => {
		const page = await show();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await expect.poll(seen).not.toBeNull();
		const state = await open.state();
		const view = await seen();
		expect(JSON.stringify(state).length).toBeLessThan(1000);
		await open.close();
		await show({ state });
		expect(await seen()).toEqual(view);
	});

	it('keeps drawing while a newer analysis is fetched', async () => {
		const page = await show();
		await open.tellAnalysis(2);
		for (let i = 0; i < 10; i++) expect(await colours(page)).toBeGreaterThan(4);
		await expect.poll(() => asked.filter(({ name }) => name === 'overview').length).toBe(2);
	});

	it.each(['dark', 'light', 'hc', 'hcLight'] as const)(
		'takes its colours from the theme: %s',
		async (theme) => {
			const page = await show({ theme: theme === 'dark' ? 'light' : 'dark' });
			const before = await pixels(page);
			await open.setTheme(theme);
			await expect.poll(async () => (await pixels(page)) !== before).toBe(true);
			expect(await colours(page)).toBeGreaterThan(4);
		},
	);

	it('scrolls through lanes that do not fit, or shows all of them', async () => {
		const lines = Array.from({ length: 2000 }, (_, i) =>
			JSON.stringify({ op: 'write', at: `node-${i % 200}`, key: `k${i % 7}`, value: i }),
		);
		const page = await show({ answer: await engineHost({ name: 'many.reptrace', text: lines.join('\n') }) });
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

/** How many colours the canvas has. */
function colours(page: Page): Promise<number> {
	return page.evaluate(() => {
		const canvas = document.querySelector<HTMLCanvasElement>('.overview-canvas');
		if (!canvas || canvas.width < 10) return 0;
		const { data } = copyOf(canvas);
		return new Set(new Uint32Array(data.buffer)).size;

		/** A copy, so that the page's canvas is not read. */
		function copyOf({ width, height }: HTMLCanvasElement): ImageData {
			const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
			context.drawImage(canvas!, 0, 0);
			return context.getImageData(0, 0, width, height);
		}
	});
}

/** The picture as a text, to be compared. */
function pixels(page: Page): Promise<string> {
	return page.evaluate(() => document.querySelector<HTMLCanvasElement>('.overview-canvas')!.toDataURL());
}
