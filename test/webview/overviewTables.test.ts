import { describe, expect, it } from 'vitest';
import type { OverviewInfo, Result } from '../../src/session/protocol.ts';
import { engineHost, OverviewPages } from './harness/index.ts';

describe('the overview in words', () => {
	const pages = new OverviewPages();
	/** The tables, once they are filled. */
	const tables = async () => {
		const page = pages.open.page;
		await page.getByRole('checkbox', { name: 'As table' }).click();
		await page.locator('.overview-table').first().waitFor();
		return page.getByRole('region', { name: 'The overview as tables' });
	};

	it('shows one key alone', async () => {
		const page = await pages.show();
		const field = page.getByRole('combobox', { name: 'Show one key only' });
		await field.fill('stock:1');
		const offers = page.getByRole('listbox', { name: 'Keys' }).getByRole('option');
		await offers.first().waitFor();
		const active = async () => {
			const id = await field.getAttribute('aria-activedescendant');
			return [await field.getAttribute('aria-expanded'), id && (await page.locator(`#${id}`).innerText())];
		};
		expect(await active()).toEqual(['true', 'stock:1']);
		await field.press('ArrowDown');
		expect(await active()).toEqual(['true', await offers.nth(1).innerText()]);
		expect(await offers.nth(1).getAttribute('aria-selected')).toBe('true');
		await field.press('Escape');
		expect([await active(), await field.inputValue()]).toEqual([['false', null], 'stock:1']);
		await field.press('ArrowDown');
		await expect.poll(active).toEqual(['true', 'stock:1']);
		await field.press('Enter');
		await expect
			.poll(() => pages.asked.filter(({ name }) => name === 'overview').at(-1)?.params.key)
			.toBe('stock:1');
		const { ok } = (await pages.retail('overview', {
			axis: 'line',
			key: 'stock:1',
		})) as Result<OverviewInfo> & {
			ok: OverviewInfo;
		};
		expect(ok.events).toBeGreaterThan(0);
		expect(ok.events).toBeLessThan(500);
		await page.getByRole('button', { name: 'Next conflict' }).click();
		await expect.poll(() => pages.readout()).toContain(`of ${ok.conflicts}: stock:1`);
		await field.fill('');
		await expect
			.poll(() => pages.asked.filter(({ name }) => name === 'overview').at(-1)?.params.key)
			.toBe(null);
	});

	it('stands in tables too, which follow the zoom', async () => {
		const page = await pages.show();
		await page.getByRole('checkbox', { name: 'As table' }).click();
		const rows = page.locator('.overview-table').first().locator('tbody tr');
		await expect.poll(() => rows.count()).toBe(30);
		const column = async (index: number) =>
			(await rows.locator(`td:nth-child(${index})`).allInnerTexts()).reduce(
				(sum, text) => sum + Number(text.replace(',', '')),
				0,
			);
		const { ok: info } = (await pages.retail('overview', { axis: 'line', key: null })) as {
			ok: OverviewInfo;
		};
		expect([await column(3), await column(4), await column(5), await column(6)]).toEqual(
			info.activities.slice(0, 4),
		);
		await expect.poll(() => page.locator('.overview-tables').innerText()).toContain('exchanged nothing for');
		const first = await rows.first().innerText();
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await expect.poll(() => rows.first().innerText()).not.toBe(first);
	});

	it('stands in tables that one moves in by keys, and that mark a range', async () => {
		const page = await pages.show();
		const region = await tables();
		await region.focus();
		await page.keyboard.press('+');
		await expect.poll(async () => (await pages.seen())?.to ?? 5001).toBeLessThan(5001);
		const zoomed = (await pages.seen())!;
		await page.keyboard.press('ArrowRight');
		await expect.poll(async () => (await pages.seen())!.from).toBeGreaterThan(zoomed.from);
		await page.keyboard.press('0');
		await expect.poll(() => pages.seen()).toBeNull();
		const bar = page.getByRole('toolbar', { name: 'Marked range' });
		await page.keyboard.press('Shift+ArrowRight');
		await expect.poll(() => bar.innerText()).toMatch(/^lines 2,5\d\d to 2,6\d\d: /);
		await page.keyboard.press('Escape');
		await expect.poll(() => bar.isHidden()).toBe(true);
		await page.getByRole('button', { name: 'Mark lines 1 to 501' }).click();
		await expect.poll(() => bar.innerText()).toMatch(/^lines 2 to 501: /);
		await page.getByRole('button', { name: 'Zoom to lines 1 to 501' }).click();
		await expect.poll(() => pages.seen()).toMatchObject({ from: 0 });
		// The focus is not lost with the row that was clicked in.
		expect(await region.evaluate((element) => element === document.activeElement)).toBe(true);
	});

	it('lists conflicts with their keys, and messages, each with the way to its line', async () => {
		const page = await pages.show();
		const region = await tables();
		await page.getByRole('button', { name: 'Next conflict' }).click();
		const key = await expect
			.poll(() => pages.readout())
			.toMatch(/^Conflict 1 of 34: \S+,/)
			.then(async () => /: (\S+),/.exec(await pages.readout())![1]!);
		const table = (caption: string) =>
			region.locator('table', { has: page.getByText(caption, { exact: true }) });
		await expect
			.poll(() => table('Conflicts one by one').locator('td:nth-child(2)').allInnerTexts())
			.toContain(key);
		const messages = table('Messages one by one').locator('tbody tr');
		await messages.first().waitFor();
		const [from, to, sent, received] = await messages.first().locator('td').allInnerTexts();
		expect([from, to].every((name) => ['Frankfurt', 'Virginia', 'Singapore'].includes(name!))).toBe(true);
		for (const [at, line] of [sent, received].entries()) {
			await messages.first().locator('.link').nth(at).click();
			await expect
				.poll(() => pages.open.saidOf('reveal').at(-1)?.place.line)
				.toBe(Number(line!.replace(',', '')));
		}
	});

	it('lists all replicas, however many there are', async () => {
		const lines = Array.from({ length: 1000 }, (_, i) =>
			JSON.stringify({ op: 'write', at: `node-${i % 500}`, key: `k${i % 7}`, value: i }),
		);
		const page = await pages.show({
			answer: await engineHost({ name: 'a.reptrace', text: lines.join('\n') }),
		});
		const region = await tables();
		const names = region.locator('.overview-table').first().locator('td:first-child');
		const pager = region.getByRole('group', { name: 'Replicas' });
		await expect.poll(() => pager.locator('.count').innerText()).toBe('Replicas 1 to 240 of 500');
		expect([await names.first().innerText(), await names.count()]).toEqual(['node-0', 240]);
		const next = pager.getByRole('button', { name: 'Next Replicas' });
		await next.click();
		await next.click();
		await expect.poll(() => pager.locator('.count').innerText()).toBe('Replicas 481 to 500 of 500');
		await expect.poll(() => names.allInnerTexts()).toHaveLength(20);
		expect(await names.last().innerText()).toBe('node-499');
		expect(await page.getByRole('button', { name: 'Next Replicas' }).isDisabled()).toBe(true);
	});
});
