import { describe, expect, it } from 'vitest';
import type { PageQueries } from '../../src/session/linesProtocol.ts';
import { type LargeFilePage, largeFiles, press as pressIn } from './harness/index.ts';

const LENGTH = 750_000;
/** So much of it is shown at once. */
const PIECE = 1 << 18;
/** Every place of the long line reads differently from those around it. */
const textBetween = (from: number, to: number) => {
	let text = '';
	for (let at = from - (from % 10); at < to; at += 10) text += String(at).padStart(9, '.').concat(' ');
	return text.slice(from % 10, (from % 10) + to - from);
};

describe('long lines in the large file editor', () => {
	const { read } = largeFiles();
	let open: LargeFilePage;
	let asked: PageQueries['line']['params'][];
	/** What answers wait for, and how many do. */
	let held: Promise<void> | undefined;
	let waiting = 0;
	/** A file of a long line and a short one. */
	const start = async () => {
		asked = [];
		open = await read({
			lines: 2,
			late: async (name) => {
				if (name !== 'line' || held === undefined) return;
				waiting++;
				await held;
			},
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
	};
	const press = (...keys: string[]) => pressIn(open, ...keys);
	const more = () => open.row(1).locator('.left-out', { hasText: 'more' });
	/** By the keyboard: what is out of sight is scrolled there, and would move under the pointer. */
	const showMore = async () => {
		await more().focus();
		await press('Enter');
	};
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
		expect(await more().textContent()).toBe('… 746 kB more');
		await showMore();
		await expect.poll(async () => (await piece()).length).toBe(1 << 16);
		await showMore();
		await expect.poll(async () => (await piece()).length).toBe(PIECE);
		await showMore();
		await expect.poll(() => lead().textContent()).toBe('263 kB before …');
		// The beginning of the piece is in sight.
		await expect.poll(async () => (await lead().boundingBox())?.x ?? -1).toBeGreaterThan(0);
		expect(await more().textContent()).toBe(`… ${Math.ceil((LENGTH - 2 * PIECE) / 1000)} kB more`);
		await showMore();
		await expect.poll(() => more().count()).toBe(0);
		expect(await open.row(1).locator('.line-text').textContent()).toBe(textBetween(LENGTH - PIECE, LENGTH));
		await lead().click();
		await expect.poll(() => asked.at(-1)).toEqual({ line: 1, from: LENGTH - 2 * PIECE, limit: PIECE });
		await press('Control+Home');
		await expect.poll(() => lead().count()).toBe(0);
	});

	it('are shown where one goes while another piece is still on its way', async () => {
		await start();
		await open.tell({ type: 'reveal', position: { line: 1, column: 300_004 }, focus: true });
		await expect.poll(() => lead().textContent()).toBe('300 kB before …');
		let release = () => {};
		held = new Promise((resolve) => {
			release = resolve;
		});
		await lead().click();
		await expect.poll(() => waiting).toBe(1);
		await press('Control+Home');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 1, column: 0 });
		held = undefined;
		release();
		await expect.poll(async () => (await piece()).from).toBe(0);
		expect(await piece()).toMatchObject({ isRight: true });
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
		await open.tell({ type: 'reveal', position: { line: 1, column: 300_004 }, focus: true });
		await expect.poll(() => lead().textContent()).toBe('300 kB before …');
		const cursor = async () => (await open.page.locator('.boxes > .cursor').boundingBox()) ?? { x: -1, y: 0 };
		await expect.poll(async () => Math.floor((await cursor()).x / 1000)).toBe(0);
		const box = await cursor();
		const width = await open
			.row(1)
			.locator('.line-text')
			.evaluate((text) => text.getBoundingClientRect().width / (text.textContent ?? '').length);
		await open.page.mouse.click(box.x - 20 * width, box.y + 5);
		await expect.poll(() => open.cursor?.cursor.column).toBe(300_004 - 20);
		await open.tell({ type: 'reveal', position: { line: 1, column: 300_004 }, focus: true });
		await press('Control+ArrowLeft', 'Control+Shift+ArrowRight');
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 1, column: 300_003 }, cursor: { line: 1, column: 300_009 } });
		await open.tell({ type: 'do', action: 'find' });
		expect(await open.page.locator('.find-input').inputValue()).toBe('300000');
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
