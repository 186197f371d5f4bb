import { describe, expect, it } from 'vitest';
import type { Found, Mark } from '../../src/session/linesProtocol.ts';
import { type LargeFilePage, largeFiles, press as pressIn, textOf, violationsOn } from './harness/index.ts';

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

describe('what the large file editor says of a file', () => {
	const { read } = largeFiles();
	let open: LargeFilePage;
	const start = async (options?: Parameters<typeof read>[0]) => {
		open = await read(options);
	};
	const press = (...keys: string[]) => pressIn(open, ...keys);
	/** The number of the last search. */
	const last = () => open.saidOf('find').at(-1)?.search ?? 0;

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
		// A timer that starts later and takes longer ends later, however busy the machine is.
		await open.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 260)));
		expect(open.saidOf('find').filter(({ query }) => query !== null)).toEqual([]);
		await expect.poll(() => open.state()).toMatchObject({ find: null });
	});

	it('says what is wrong with an expression, and how a search goes not more often than can be listened to', async () => {
		await start();
		await open.tell({ type: 'do', action: 'find' });
		await open.page.keyboard.type('(');
		await expect.poll(() => open.saidOf('find').at(-1)?.query?.text).toBe('(');
		await open.tell({ type: 'findFailed', search: last(), message: 'Unterminated group' });
		await expect.poll(() => open.page.locator('.find-count').textContent()).toBe('Unterminated group');
		expect(await open.page.locator('.find-input').getAttribute('aria-invalid')).toBe('true');
		const said = () => open.page.locator('.find [role=status]').textContent();
		expect(await said()).toBe('Unterminated group');
		await open.page.locator('.find-input').fill('k');
		await expect.poll(() => open.saidOf('find').at(-1)?.query?.text).toBe('k');
		await open.page.evaluate(() => {
			const said: (string | null)[] = [];
			const status = document.querySelector('.find [role=status]') as Element;
			new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
			Object.assign(window, { said });
		});
		for (let searched = 1; searched <= 20; searched++)
			await open.tell({
				type: 'found',
				search: last(),
				found: found([[searched, 20, 1]], { total: searched, searched, size: 20, done: searched === 20 }),
			});
		await expect.poll(said).toBe('1 of 20');
		// One more may have come by time on a slow machine.
		const all = await open.page.evaluate(() => (window as unknown as { said: string[] }).said);
		expect(all.length).toBeLessThan(4);
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
				if (name === 'marks') return { ok: { rows: [mark], total: 5312 } } as never;
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
		await expect
			.poll(() => open.page.locator('.marked').textContent())
			.toBe('1 of 5,312 findings around here are marked');
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

	it('tells what a file lacks and that it is empty, and comes back', async () => {
		await start();
		await open.tellFile({ generation: 2, lines: 0, size: 0, indexed: 0 });
		await expect.poll(() => open.page.locator('.about').textContent()).toBe('The file is empty');
		expect(await open.shown()).toEqual([]);
		await open.tellFile({ problem: 'The file cannot be read any more: no such file.' });
		await expect.poll(() => open.page.locator('.problem-line').textContent()).toContain('no such file');
		const failure = 'The file cannot be read: permission denied.';
		await open.tell({ type: 'file', name: 'x', state: null, failure, retry: true });
		await expect.poll(() => open.page.locator('.problem-line').textContent()).toContain('denied');
		await open.page.locator('.problem-line .link').click();
		await expect.poll(() => open.saidOf('retry')).toHaveLength(1);
		await open.tellFile({ generation: 3 });
		await expect
			.poll(() => open.page.locator('.problem-line').textContent())
			.toBe('The file can be read again.');
		await expect.poll(async () => (await open.shown())[0]?.[1]).toBe(textOf(1));
	});

	it('axe has nothing to say about it, in no theme', async () => {
		// Of lines few are enough: each is a dozen of colours.
		await start({ viewport: { width: 1000, height: 260 } });
		await open.tell({ type: 'do', action: 'find' });
		const partial = { bytes: 1e6, total: 2e6, goesOn: true };
		const summary = { conflicts: 3, conflictsOpen: 1, partial, unread: false };
		const state = { summary, progress: { done: 0.5, label: 'Reading' }, message: null };
		await open.tell({ type: 'analysis', revision: 1, state });
		await open.tellFile({ problem: 'The file cannot be read any more: no such file.' });
		await open.page.locator('.problem-line .link').waitFor();
		// The colour of line numbers is the theme's, as in every editor.
		expect(await violationsOn(open.page, { exclude: ['.line-number'] })).toEqual([]);
		for (const theme of ['light', 'hc', 'hcLight'] as const) {
			await open.setTheme(theme);
			// Themes are colours: the rest is the same in all of them.
			const options = { exclude: ['.line-number'], only: ['color-contrast'] };
			expect([theme, await violationsOn(open.page, options)]).toEqual([theme, []]);
		}
	});
});
