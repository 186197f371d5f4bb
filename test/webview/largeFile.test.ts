import { describe, expect, it } from 'vitest';
import { type LargeFilePage, LINES, largeFiles, press as pressIn, textOf } from './harness/index.ts';

describe('the large file editor', () => {
	const { read } = largeFiles();
	let open: LargeFilePage;
	const start = async (options?: Parameters<typeof read>[0]) => {
		open = await read(options);
	};
	const press = (...keys: string[]) => pressIn(open, ...keys);
	const number = (line: number) => line.toLocaleString('en');
	/** Whether the lines on the screen follow each other without a gap, each with its own text. */
	const expectLines = async (first: number | null, last: number | null) => {
		await expect
			.poll(async () => {
				const shown = await open.shown();
				const from = Number(shown[0]?.[0].replaceAll(',', ''));
				const right = shown.every(([at, text], i) => at === number(from + i) && text === textOf(from + i));
				return [right, first === null ? null : from, last === null ? null : from + shown.length - 1];
			})
			.toEqual([true, first, last]);
	};
	const first = async () => Number((await open.shown())[0]?.[0].replaceAll(',', ''));

	it('shows ten million lines from the first to the very last', async () => {
		await start();
		await expectLines(1, null);
		await press('Control+End');
		await expectLines(null, LINES);
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: LINES, column: textOf(LINES).length });
		await press('PageUp');
		await expectLines(null, null);
		await press('Control+Home');
		await expectLines(1, null);
	});

	it('scrolls by lines with the wheel, and to any place with the scroll bar', async () => {
		await start();
		await open.page.mouse.move(400, 300);
		await open.page.mouse.wheel(0, 18 * 10);
		await expect.poll(async () => (await open.shown())[0]?.[0]).toMatch(/^(9|10|11)$/);
		for (const ratio of [0.5, 0.25, 1, 0]) {
			await open.page.evaluate((at) => {
				const scroller = document.querySelector('.scroller') as Element;
				scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * at;
			}, ratio);
			await expect.poll(async () => Math.abs((await first()) / LINES - ratio)).toBeLessThan(0.001);
			await expectLines(null, ratio === 1 ? LINES : null);
			const before = await first();
			// From there by single lines again.
			await open.page.mouse.wheel(0, ratio === 1 ? -60 : 60);
			await expectLines(null, null);
			expect(Math.abs((await first()) - before)).toBeLessThan(6);
		}
	});

	it('moves the cursor and selects with the keyboard', async () => {
		await start();
		await press('ArrowDown', 'ArrowDown', 'End');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 3, column: textOf(3).length });
		await press('ArrowRight', 'ArrowRight', 'Shift+ArrowDown', 'Shift+End');
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 4, column: 1 }, cursor: { line: 5, column: textOf(5).length } });
		expect(await open.page.locator('.selected').count()).toBe(2);
		await press('ArrowLeft', 'Control+ArrowRight');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 4, column: 2 });
		await press('Control+a');
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 1, column: 0 }, cursor: { line: LINES } });
		// What is not on the screen is no element.
		expect(await open.page.locator('.row').count()).toBeLessThan(80);
	});

	it('selects with the mouse: by characters, words and lines', async () => {
		await start();
		const box = await open.row(2).locator('.line-text').boundingBox();
		if (box === null) throw new Error('no line');
		const width = box.width / textOf(2).length;
		const at = (column: number) => [box.x + column * width, box.y + box.height / 2] as const;
		await open.page.mouse.move(...at(2));
		await open.page.mouse.down();
		await open.page.mouse.move(...at(10), { steps: 3 });
		await open.page.mouse.up();
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 2, column: 2 }, cursor: { line: 2, column: 10 } });
		await open.page.waitForTimeout(500);
		await open.page.mouse.dblclick(...at(8));
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 2, column: 7 }, cursor: { line: 2, column: 12 } });
		await open.page.locator('.line-number').nth(3).click();
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 4, column: 0 }, cursor: { line: 5, column: 0 } });
		await open.page.keyboard.press('Control+c');
		await expect.poll(() => open.saidOf('copy')).toHaveLength(1);
		expect(open.saidOf('copy')[0]).toMatchObject({
			from: { line: 4, column: 0 },
			to: { line: 5, column: 0 },
		});
	});

	it('knows where characters are that are not as wide as others', async () => {
		const text = 'a\tb ä 漢字 😀 end';
		await start({ lines: 3, textOf: () => text });
		for (const column of [0, 1, 2, 6, 7, 8, 9, 11, 15]) {
			await open.tell({ type: 'reveal', position: { line: 2, column }, focus: true });
			await expect.poll(() => open.cursor?.cursor).toEqual({ line: 2, column });
			await expect.poll(() => open.page.locator('.cursor').count()).toBe(1);
			const cursor = await open.page.locator('.cursor').boundingBox();
			if (cursor === null) throw new Error('no cursor');
			await open.page.mouse.click(cursor.x, cursor.y + 25);
			await expect.poll(() => open.cursor?.cursor).toEqual({ line: 3, column });
		}
		await press('Home', ...Array.from({ length: 10 }, () => 'ArrowRight'));
		await expect.poll(() => open.cursor?.cursor.column).toBe(11);
		await press('ArrowRight', 'ArrowLeft');
		await expect.poll(() => open.cursor?.cursor.column).toBe(11);
	});

	it('colours the parts of an event, and shows hostile text as text', async () => {
		const hostile =
			'{"op":"write","at":"R1","key":"<script>\u202e\u0007","vv":{"R1":1},"value":"\\"x","b":[true,null]}';
		await start({ lines: 4, textOf: (line) => (line === 1 ? hostile : '<b>no json</b>') });
		const parts = (kind: string) => open.row(1).locator(`.line-text > .${kind}`).allTextContents();
		expect(await parts('op')).toEqual(['"write"']);
		expect(await parts('key')).toEqual(['"<script>\u2426\u2407"']);
		expect(await parts('replica')).toEqual(['"R1"', '"R1"']);
		expect(await parts('string')).toEqual(['"\\"x"']);
		expect(await parts('number')).toEqual(['1']);
		expect(await parts('constant')).toEqual(['true', 'null']);
		expect(await open.row(2).locator('.line-text').textContent()).toBe('<b>no json</b>');
	});

	it('is where it was after it was hidden', async () => {
		await start();
		await open.tell({ type: 'reveal', position: { line: 7_000_000, column: 4 }, focus: true });
		await expectLines(null, null);
		await expect
			.poll(async () => (await open.state()) as object)
			.toMatchObject({ selection: { cursor: { line: 7_000_000 } } });
		const state = await open.state();
		const [first] = await open.shown();
		await open.close();
		await start({ state });
		await expect.poll(async () => (await open.shown())[0]).toEqual(first);
		await press('ArrowDown');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 7_000_001, column: 4 });
	});
});
