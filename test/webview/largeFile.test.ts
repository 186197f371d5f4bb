import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Found, Mark } from '../../src/session/linesProtocol.ts';
import { LargeFilePage, launchBrowser, violationsOn } from './harness/index.ts';

const LINES = 10_000_000;
const textOf = (line: number) =>
	JSON.stringify({ op: 'write', at: 'R1', key: `k${line}`, value: line, vv: { R1: 1 } });

const found = (
	matches: [line: number, column: number, length: number][],
	rest: Partial<Found> = {},
): Found => ({
	lines: Uint32Array.from(matches, ([line]) => line),
	columns: Uint32Array.from(matches, ([, column]) => column),
	lengths: Uint32Array.from(matches, ([, , length]) => length),
	total: matches.length,
	searched: 1,
	size: 1,
	done: true,
	...rest,
});

describe('the large file editor', () => {
	let browser: Browser;
	let open: LargeFilePage;

	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser?.close());
	afterEach(async () => {
		const { problems } = open;
		await open.close();
		expect(problems).toEqual([]);
	});

	const start = async (options: Partial<Parameters<typeof LargeFilePage.open>[1]> = {}) => {
		open = await LargeFilePage.open(browser, { lines: LINES, textOf, ...options });
		await expect.poll(async () => (await open.shown())[0]?.[1]).not.toBe('');
		return open;
	};
	const press = async (...keys: string[]) => {
		for (const key of keys) await open.page.keyboard.press(key);
	};
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

	/** The number of the last search. */
	const last = () => open.saidOf('find').at(-1)?.search ?? 0;
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

	it('finds, tells how far it is, and goes from match to match', async () => {
		await start();
		await open.tell({ type: 'do', action: 'find' });
		await open.page.keyboard.type('k(7|8)\\b');
		await open.tell({ type: 'do', action: 'toggleRegex' });
		await expect
			.poll(() => open.saidOf('find').at(-1)?.query)
			.toEqual({ text: 'k(7|8)\\b', regex: true, matchCase: false, wholeWord: false });
		await open.tell({
			type: 'found',
			search: last(),
			found: found([[7, 29, 2]], { searched: 3, size: 10, done: false }),
		});
		await expect.poll(() => open.page.locator('.find-count').textContent()).toBe('1 of 1 · 30 %');
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 7, column: 29 }, cursor: { line: 7, column: 31 } });
		await open.tell({ type: 'found', search: last(), found: found([[9_000_000, 5, 3]], { total: 2 }) });
		// What an older search finds is late, and no news.
		await open.tell({ type: 'found', search: last() - 1, found: found([[3, 0, 1]], { total: 9 }) });
		await press('Enter');
		await expect.poll(() => open.page.locator('.find-count').textContent()).toBe('2 of 2');
		await expect.poll(() => open.page.locator('.match.current').count()).toBe(1);
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 9_000_000, column: 8 });
		await press('Enter');
		await expect.poll(() => open.cursor?.cursor.line).toBe(7);
		await press('Shift+Enter');
		await expect.poll(() => open.cursor?.cursor.line).toBe(9_000_000);
		await press('Escape');
		await expect.poll(() => open.saidOf('find').at(-1)?.query).toBe(null);
		expect(await open.page.locator('.find').isVisible()).toBe(false);
		expect(await open.page.evaluate(() => document.activeElement?.className)).toBe('scroller');
	});

	it('starts no search where the bar is closed right after typing', async () => {
		await start();
		await open.tell({ type: 'do', action: 'find' });
		await open.page.keyboard.type('abc', { delay: 0 });
		await press('Escape');
		await open.page.waitForTimeout(400);
		expect(open.saidOf('find').filter(({ query }) => query !== null)).toEqual([]);
		expect((await open.state()) as object).toMatchObject({ find: null });
	});

	it('says what is wrong with an expression', async () => {
		await start();
		await open.tell({ type: 'do', action: 'find' });
		await open.page.keyboard.type('(');
		await expect.poll(() => open.saidOf('find').at(-1)?.query?.text).toBe('(');
		await open.tell({ type: 'findFailed', search: last(), message: 'Unterminated group' });
		await expect.poll(() => open.page.locator('.find-count').textContent()).toBe('Unterminated group');
		expect(await open.page.locator('.find-input').getAttribute('aria-invalid')).toBe('true');
	});

	it('shows findings in the text and beside the scroll bar, and says them in hovers', async () => {
		const mark: Mark = {
			file: 0,
			line: 3,
			start: 28,
			end: 32,
			code: 'conflict-open',
			severity: 'error',
			message: 'Conflict on key <b>k3</b>',
			related: [],
		};
		await start({
			answer: (name) => {
				if (name === 'marks') return { ok: [mark] } as never;
				if (name === 'ruler') return { ok: Uint8Array.of(4, 0, 0, 2) } as never;
				if (name !== 'hover') return undefined;
				const markdown =
					'**Key** `<img src=x>` &nbsp;a\\|b [line 7](command:x?%5B%5D)\n\n| a | b |\n| --: | --- |\n| 1 | `2` |';
				return { ok: { markdown, start: 28, end: 32 } } as never;
			},
		});
		const summary = { conflicts: 1, conflictsOpen: 1, partial: null, unread: false };
		await open.tell({ type: 'analysis', revision: 1, state: { summary, progress: null, message: null } });
		await expect
			.poll(() => open.page.locator('.lens').textContent())
			.toBe('1 conflict · 1 open · Open visualizer');
		await open.page.locator('.squiggle.error').waitFor();
		const box = await open.page.locator('.squiggle.error').boundingBox();
		if (box === null) throw new Error('no squiggle');
		await open.page.mouse.move(box.x + 4, box.y + 8);
		const hover = open.page.locator('.hover');
		await hover.locator('table').waitFor();
		expect(await hover.innerText()).toContain('Conflict on key <b>k3</b> Replication Trace(conflict-open)');
		expect(await hover.locator('strong').innerText()).toBe('Key');
		expect(await hover.locator('code').first().innerText()).toBe('<img src=x>');
		expect(await hover.locator('img').count()).toBe(0);
		expect(await hover.locator('td').allInnerTexts()).toEqual(['1', '2']);
		await hover.locator('.link').click();
		expect(open.saidOf('link')[0]?.href).toBe('command:x?%5B%5D');
		await open.page.locator('.lens .link').nth(2).click();
		await expect.poll(() => open.saidOf('action').at(-1)?.action).toBe('openVisualizer');
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

	it('cuts long lines and shows more on request', async () => {
		const asked: unknown[] = [];
		await start({
			lines: 2,
			answer: (name, params) => {
				if (name === 'lines') {
					const lines = [
						{ text: 'x'.repeat(4000), more: 1_200_000 },
						{ text: 'short', more: 0 },
					];
					return { ok: { from: 1, exact: true, offset: 0, lines } } as never;
				}
				if (name !== 'line') return undefined;
				asked.push(params);
				return { ok: { text: 'y'.repeat(60_000), more: 0 } } as never;
			},
		});
		const more = open.page.locator('.more');
		expect(await more.textContent()).toBe('… 1.2 MB more');
		await more.focus();
		await press('Enter');
		await expect.poll(() => open.row(1).locator('.line-text').textContent()).toBe('y'.repeat(60_000));
		expect(asked).toEqual([{ line: 1, limit: 65_536 }]);
		expect(await more.count()).toBe(0);
		await press('End');
		await expect.poll(() => open.cursor?.cursor).toEqual({ line: 1, column: 60_000 });
	});

	it('selects a long line to its real end, of which the beginning is shown', async () => {
		const asked: unknown[] = [];
		await start({
			lines: 2,
			answer: (name, params) => {
				if (name === 'line') asked.push(params);
				if (name === 'line') return { ok: { text: 'x'.repeat(65_536), more: 5_000_000 } } as never;
				if (name !== 'lines') return undefined;
				const lines = [
					{ text: 'x'.repeat(4000), more: 5_061_536 },
					{ text: 'short', more: 0 },
				];
				return { ok: { from: 1, exact: true, offset: 0, lines } } as never;
			},
		});
		await press('Shift+End');
		await expect.poll(() => asked).toEqual([{ line: 1, limit: 65_536 }]);
		await press('Control+c');
		await expect.poll(() => open.saidOf('copy').at(-1)?.to).toEqual({ line: 1, column: 2 ** 31 - 1 });
		// Behind the last line is its end.
		await open.page.locator('.line-number').nth(1).click();
		await expect
			.poll(() => open.cursor)
			.toMatchObject({ anchor: { line: 2, column: 0 }, cursor: { line: 2, column: 5 } });
	});

	it('does not say that there are no conflicts where no line is an event', async () => {
		await start({ lines: 3, textOf: () => 'no event' });
		const summary = { conflicts: 0, conflictsOpen: 0, partial: null, unread: true };
		await open.tell({ type: 'analysis', revision: 1, state: { summary, progress: null, message: null } });
		await expect
			.poll(() => open.page.locator('.lens').textContent())
			.toBe('No line is an event · Open visualizer');
	});

	it('says what the cursor is at: the line once it is there with its findings, then columns', async () => {
		let come = () => {};
		const there = new Promise<void>((resolve) => {
			come = resolve;
		});
		await start({ late: (name, { from }) => (name === 'lines' && from > 1000 ? there : undefined) });
		const spoken = () => open.page.locator('[aria-live]').textContent();
		await open.tell({ type: 'reveal', position: { line: 5_000_000, column: 0 }, focus: true });
		await expect.poll(() => open.cursor?.cursor.line).toBe(5_000_000);
		expect(await spoken()).not.toContain('5000000');
		come();
		await expect.poll(spoken).toBe(`Line 5000000. ${textOf(5_000_000)}`);
		await press('ArrowRight', 'ArrowRight');
		await expect.poll(spoken).toBe('o. Column 3');
	});

	it('tells what a file lacks, and that it is empty', async () => {
		await start();
		await open.tellFile({ generation: 2, lines: 0, size: 0, indexed: 0 });
		await expect.poll(() => open.page.locator('.about').textContent()).toBe('The file is empty');
		expect(await open.shown()).toEqual([]);
		await open.tellFile({ problem: 'The file cannot be read any more: no such file.' });
		await expect.poll(() => open.page.locator('.problem-line').textContent()).toContain('no such file');
		await open.tell({ type: 'file', name: 'x', state: null, failure: 'The file could not be opened.' });
		await expect
			.poll(() => open.page.locator('.problem-line').textContent())
			.toContain('could not be opened');
	});

	it.each(['dark', 'light', 'hc', 'hcLight'] as const)(
		'axe has nothing to say about it in %s',
		async (theme) => {
			await start({ theme });
			await open.tell({ type: 'do', action: 'find' });
			const partial = { bytes: 1e6, total: 2e6, goesOn: true };
			const summary = { conflicts: 3, conflictsOpen: 1, partial, unread: false };
			const state = { summary, progress: { done: 0.5, label: 'Reading' }, message: null };
			await open.tell({ type: 'analysis', revision: 1, state });
			await open.page.locator('.lens .link').first().waitFor();
			// The colour of line numbers is the theme's, as in every editor.
			expect(await violationsOn(open.page, ['.line-number'])).toEqual([]);
		},
	);

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
