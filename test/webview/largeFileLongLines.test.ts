import { describe, expect, it } from 'vitest';
import type { PageQueries } from '../../src/session/linesProtocol.ts';
import { type LargeFilePage, largeFiles, press as pressIn } from './harness/index.ts';

const LENGTH = 5_000_000;
/** Every place of the long line reads differently from those around it. */
const textBetween = (from: number, to: number) => {
	let text = '';
	for (let at = from - (from % 10); at < to; at += 10) text += String(at).padStart(9, '.').concat(' ');
	return text.slice(from % 10, (from % 10) + to - from);
};

describe('long lines in the large file editor', () => {
	const opened = largeFiles();
	let open: LargeFilePage;
	let asked: PageQueries['line']['params'][];
	/** A file of a long line and a short one. */
	const start = async () => {
		asked = [];
		open = await opened({
			lines: 2,
			answer: (name, params) => {
				if (name === 'lines') {
					const lines = [
						{ text: textBetween(0, 4000), more: LENGTH - 4000 },
						{ text: 'short', more: 0 },
					];
					return { ok: { from: 1, exact: true, offset: 0, lines } } as never;
				}
				if (name !== 'line') return undefined;
				const { from: wanted, limit } = params as PageQueries['line']['params'];
				asked.push(params as PageQueries['line']['params']);
				const from = Math.min(wanted, LENGTH - limit);
				const text = textBetween(from, from + limit);
				const before = from === 0 ? {} : { before: { columns: from, bytes: from } };
				return { ok: { text, more: LENGTH - from - limit, ...before } } as never;
			},
		});
		await expect.poll(async () => (await open.shown())[0]?.[1]).not.toBe('');
	};
	const press = (...keys: string[]) => pressIn(open, ...keys);
	const more = () => open.row(1).locator('.left-out', { hasText: 'more' });
	const lead = () => open.row(1).locator('.left-out', { hasText: 'before' });
	/** The piece that is shown: where it starts and how long it is, with its text checked. */
	const piece = () =>
		open
			.row(1)
			.locator('.line-text')
			.evaluate((element) => element.firstChild?.textContent ?? '')
			.then((text) => {
				const from = Number(/\.* ?(\d+) /.exec(text)?.[1] ?? Number.NaN);
				return { from, length: text.length, isRight: text === textBetween(from, from + text.length) };
			});

	it('are shown to their end, piece by piece, and it is told how much is left', async () => {
		await start();
		expect(await more().textContent()).toBe('… 5.0 MB more');
		await more().focus();
		await press('Enter');
		await expect.poll(async () => (await piece()).length).toBe(1 << 16);
		await more().click();
		await expect.poll(async () => (await piece()).length).toBe(1 << 20);
		for (const at of [1, 2, 3]) {
			await more().click();
			await expect
				.poll(async () => lead().textContent())
				.toBe(`${((at << 20) / 1e6).toFixed(1)} MB before …`);
			// The beginning of the piece is in sight.
			await expect.poll(async () => (await lead().boundingBox())?.x ?? -1).toBeGreaterThan(0);
		}
		expect(await more().textContent()).toBe(`… ${Math.ceil((LENGTH - (4 << 20)) / 1000)} kB more`);
		await more().click();
		await expect.poll(() => more().count()).toBe(0);
		expect(await open.row(1).locator('.line-text').textContent()).toBe(
			textBetween(LENGTH - (1 << 20), LENGTH),
		);
		await lead().click();
		await expect.poll(() => asked.at(-1)).toEqual({ line: 1, from: LENGTH - (2 << 20), limit: 1 << 20 });
		await press('Control+Home');
		await expect.poll(() => lead().count()).toBe(0);
	});

	it('have the cursor at its place in whatever piece there is', async () => {
		await start();
		await press('End');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 1, column: LENGTH });
		expect(asked).toHaveLength(1);
		await press('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Control+c');
		await expect
			.poll(() => open.saidOf('copy').at(-1))
			.toMatchObject({ from: { line: 1, column: LENGTH - 2 }, to: { line: 1, column: LENGTH } });
		// A place that is far from the piece brings its own one, and it is where it is clicked at.
		await open.tell({ type: 'reveal', position: { line: 1, column: 2_000_004 }, focus: true });
		await expect.poll(() => lead().textContent()).toBe('2.0 MB before …');
		await expect.poll(() => open.page.locator('.boxes > .cursor').isVisible()).toBe(true);
		const box = await open.page.locator('.boxes > .cursor').boundingBox();
		if (box === null) throw new Error('no cursor');
		const width = await open.page.evaluate(() => {
			const text = document.querySelector('.row[data-line="1"] .line-text') as Element;
			return text.getBoundingClientRect().width / (1 << 20);
		});
		await open.page.mouse.click(box.x - 20 * width, box.y + 5);
		await expect.poll(() => open.cursor?.cursor.column).toBe(2_000_004 - 20);
		await open.tell({ type: 'reveal', position: { line: 1, column: 2_000_004 }, focus: true });
		await press('Control+ArrowLeft', 'Control+Shift+ArrowRight');
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 1, column: 2_000_002 }, cursor: { line: 1, column: 2_000_009 } });
		await open.tell({ type: 'do', action: 'find' });
		expect(await open.page.locator('.find-input').inputValue()).toBe('2000000');
		await press('Escape', 'Home');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 1, column: 0 });
		await expect.poll(() => lead().count()).toBe(0);
		// Behind the last line is its end.
		await open.page.locator('.line-number').nth(1).click();
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 2, column: 0 }, cursor: { line: 2, column: 5 } });
	});
});
