import { describe, expect, it } from 'vitest';
import type { PageQueries } from '../../src/session/linesProtocol.ts';
import { type LargeFilePage, largeFiles } from './harness/index.ts';

/** Lines that the file has, and those that it is taken for until they are counted. */
const LINES = 2_000_000;
const textOf = (line: number) => JSON.stringify({ op: 'write', at: 'R1', key: `k${line}` });

describe('the large file editor while lines are counted', () => {
	const { opened } = largeFiles();
	let open: LargeFilePage;

	/** Opens a file of which the first thousand lines are known: line n of the `guess` is another one in truth. */
	const start = async (guess: number, state?: unknown) => {
		let known = 1000;
		const truth = (line: number) => LINES - (guess - line);
		open = await opened({
			lines: LINES,
			textOf,
			state,
			file: { lines: guess, exact: false, indexed: 1 },
			answer: (name, params) => {
				if (name === 'locate') {
					const line = (params as PageQueries['locate']['params']).offset / 100;
					return { ok: line <= known ? line : null } as never;
				}
				if (name !== 'lines') return undefined;
				const { from, count } = params as PageQueries['lines']['params'];
				const exact = from <= known;
				const first = exact ? from : truth(from);
				const length = Math.max(0, Math.min(count, LINES - first + 1));
				const lines = Array.from({ length }, (_, i) => ({ text: textOf(first + i), more: 0 }));
				return { ok: { from, exact, offset: first * 100, lines } } as never;
			},
		});
		return {
			count: async () => {
				known = LINES;
				await open.tellFile();
			},
		};
	};
	/** Whether every line on the screen has its own number. */
	const expectRight = () =>
		expect
			.poll(async () => {
				const shown = await open.shown();
				return shown.every(([number, text]) => text === textOf(Number(number.replaceAll(',', ''))));
			})
			.toBe(true);

	it.each([1_500_000, 2_500_000])(
		'stays at the text that was scrolled to (%i lines guessed)',
		async (guess) => {
			const { count } = await start(guess);
			await open.page.evaluate(() => {
				const scroller = document.querySelector('.scroller') as Element;
				scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) / 2;
			});
			await expect.poll(async () => (await open.shown())[0]?.[0]).toMatch(/^~/);
			await expect.poll(async () => (await open.shown())[0]?.[1]).not.toBe('');
			const texts = (await open.shown()).map(([, text]) => text);
			await open.page.locator('.line-text').nth(6).click();
			await expect.poll(() => open.cursor?.cursor.line).toBeGreaterThan(10_000);
			const { line } = open.cursor?.cursor ?? { line: 0 };
			await count();
			await expectRight();
			expect((await open.shown()).map(([, text]) => text)).toEqual(texts);
			await expect.poll(() => open.cursor?.cursor.line).toBe(line + LINES - guess);
		},
	);

	it.each([1_500_000, 2_500_000])('stays at the end (%i lines guessed)', async (guess) => {
		const { count } = await start(guess);
		await open.page.keyboard.press('Control+End');
		await expect.poll(async () => (await open.shown()).at(-1)?.[1]).toBe(textOf(LINES));
		expect((await open.shown()).every(([, text]) => text !== '')).toBe(true);
		await count();
		await expectRight();
		await expect.poll(async () => (await open.shown()).at(-1)?.[0]).toBe(LINES.toLocaleString('en'));
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: LINES, column: textOf(LINES).length });
	});

	it.each([1_500_000, 2_500_000])('stays at a line that was asked for (%i lines guessed)', async (guess) => {
		const { count } = await start(guess);
		const position = { line: 1_900_000, column: 3 };
		await open.tell({ type: 'reveal', position, focus: true });
		await count();
		await expectRight();
		await expect.poll(() => open.cursor?.cursor).toEqual(position);
		await expect.poll(() => open.page.locator('.row[data-line="1900000"] .cursor').count()).toBe(1);
	});

	it.each([1_500_000, 2_500_000])('is where it was, and tells it (%i lines guessed)', async (guess) => {
		const cursor = { line: 1_900_005, column: 3 };
		const state = {
			top: 1_900_000,
			selection: { anchor: { line: 1_900_004, column: 1 }, cursor },
			find: null,
		};
		const { count } = await start(guess, state);
		await expect.poll(() => open.cursor).toMatchObject(state.selection);
		await count();
		await expectRight();
		await expect.poll(async () => (await open.shown())[0]?.[0]).toBe('1,900,001');
		await open.page.keyboard.press('ArrowDown');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 1_900_006, column: 3 });
	});
});
