import { describe, expect, it } from 'vitest';
import { engineHost, OverviewPages } from './harness/index.ts';

describe('in the overview one', () => {
	const pages = new OverviewPages();

	it('zooms where the pointer is, and what is asked for depends on pixels', async () => {
		await pages.show();
		pages.asked.length = 0;
		for (let i = 0; i < 12; i++) await pages.wheel(300, -200);
		// Until a line is as wide as it can be.
		await expect
			.poll(async () => ((await pages.seen())?.to ?? 1e9) - ((await pages.seen())?.from ?? 0))
			.toBeLessThan(45);
		const { from, to } = (await pages.seen())!;
		const frame = await pages.frame;
		const at = 5001 * (300 / frame.width);
		expect((at - from) / (to - from)).toBeCloseTo(300 / frame.width, 1);
		for (const { params } of pages.asked.filter(({ name }) => name === 'overviewTile'))
			expect(params.bins).toBeLessThan(700);
	});

	it('moves by drag, wheel and keys, and shows all again', async () => {
		const page = await pages.show();
		await page.locator('.overview-frame').focus();
		for (let i = 0; i < 5; i++) await page.keyboard.press('+');
		await expect.poll(() => pages.seen()).not.toBeNull();
		const zoomed = (await pages.seen())!;
		await page.keyboard.press('ArrowRight');
		await expect.poll(async () => (await pages.seen())!.from).toBeGreaterThan(zoomed.from);
		await page.keyboard.press('End');
		await expect.poll(async () => (await pages.seen())!.to).toBe(5001);
		await page.keyboard.press('Home');
		await expect.poll(async () => (await pages.seen())!.from).toBe(0);
		const frame = await pages.frame;
		await page.mouse.move(frame.x + 500, frame.y + 300);
		await page.mouse.down();
		await page.mouse.move(frame.x + 200, frame.y + 300, { steps: 5 });
		await page.mouse.up();
		await expect.poll(async () => (await pages.seen())!.from).toBeGreaterThan(100);
		expect(pages.open.saidOf('reveal')).toEqual([]);
		await page.locator('.overview-frame').focus();
		await page.keyboard.press('0');
		await expect.poll(() => pages.seen()).toBeNull();
	});

	it('moves with the window of its map', async () => {
		const page = await pages.show();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		const map = (await page.locator('.overview-map').boundingBox())!;
		await page.mouse.move(map.x + map.width * 0.5, map.y + 15);
		await page.mouse.down();
		await page.mouse.move(map.x + map.width * 0.8, map.y + 15, { steps: 4 });
		await page.mouse.up();
		await expect
			.poll(async () => Math.round(((await pages.seen())!.from + (await pages.seen())!.to) / 2 / 50))
			.toBe(80);
	});

	it('flies from conflict to conflict, which the other tabs then show', async () => {
		const page = await pages.show();
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect
			.poll(() => pages.readout())
			.toMatch(/^Conflict 1 of 34: \S+, resolved, lines [\d,]+ to [\d,]+$/);
		await page.locator('.overview-frame').focus();
		await page.keyboard.press('n');
		await expect.poll(() => pages.readout()).toMatch(/^Conflict 2 of 34/);
		await page.keyboard.press('p');
		await page.keyboard.press('p');
		await expect.poll(() => pages.readout()).toMatch(/^Conflict 34 of 34: \S+, open since line [\d,]+$/);
		await expect.poll(async () => (await pages.seen())!.to - (await pages.seen())!.from).toBeLessThan(200);
		const { from, to } = (await pages.seen())!;
		const line = Number(/line ([\d,]+)$/.exec(await pages.readout())![1]!.replace(',', ''));
		expect(line).toBeGreaterThan(from);
		expect(line).toBeLessThan(to);
		await page.locator('#tab-conflicts').click();
		await page.locator('.conflicts .grid-row[aria-selected="true"]').waitFor();
	});

	it('gives a range to the sequence and to the grid of conflicts, which can be cleared', async () => {
		const page = await pages.show();
		const frame = await pages.frame;
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
			.poll(() => pages.open.state())
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
		const page = await pages.show();
		await page.locator('.overview-frame').focus();
		for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
		const bar = page.getByRole('toolbar', { name: 'Marked range' });
		await expect.poll(() => bar.innerText()).toMatch(/^lines 2,5\d\d to 2,8\d\d: /);
		await page.keyboard.press('Escape');
		await expect.poll(() => bar.isHidden()).toBe(true);
		await expect
			.poll(() => pages.open.state())
			.toMatchObject({ navigation: { conflicts: { lines: null }, sequence: { scope: null } } });
	});

	it('gives a range of several files to the sequence as a whole', async () => {
		const text = (at: string) =>
			Array.from({ length: 50 }, (_, i) => JSON.stringify({ op: 'write', at, key: 'k', value: i })).join(
				'\n',
			);
		const files = ['A', 'B'].map((at) => ({ name: `${at}.reptrace`, text: text(at) }));
		const page = await pages.show({ answer: await engineHost(...files) });
		const frame = await pages.frame;
		await page.keyboard.down('Shift');
		await page.mouse.move(frame.x + frame.width * 0.3, frame.y + 300);
		await page.mouse.down();
		await page.mouse.move(frame.x + frame.width * 0.8, frame.y + 300, { steps: 3 });
		await page.mouse.up();
		await page.keyboard.up('Shift');
		await expect
			.poll(() => pages.open.state())
			.toMatchObject({
				navigation: { sequence: { scope: { kind: 'range', file: 1, from: 1, also: [{ file: 0, to: 50 }] } } },
			});
		await page.getByRole('button', { name: 'Show Sequence' }).click();
		await expect.poll(() => page.locator('.scope').innerText()).toContain('and 1 more file');
		await page.locator('.diagram .statement').first().waitFor();
	});
});
