import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StrategyOverview } from '../../src/session/protocol.ts';
import { type Answer, engineHost, launchBrowser, sample, VisualizerPage } from './harness/index.ts';

/** Two replicas write a field each of one object; a third write knows a version that its slow clock puts later. */
const OBJECTS = [
	{ op: 'write', at: 'a', key: 'user:1', value: { name: 'x', mail: 'm' }, vv: { a: 1 }, ts: 1000 },
	{ op: 'sync', from: 'a', to: 'b', ts: 1010 },
	{ op: 'write', at: 'a', key: 'user:1', value: { name: 'y', mail: 'm' }, vv: { a: 2 }, ts: 1100 },
	{ op: 'write', at: 'b', key: 'user:1', value: { name: 'x', mail: 'n' }, vv: { a: 1, b: 1 }, ts: 1200 },
	{ op: 'write', at: 'a', key: 'user:2', value: 1, vv: { a: 1 }, ts: 5000 },
	{ op: 'write', at: 'b', key: 'user:2', value: 2, vv: { a: 1, b: 1 }, ts: 4000 },
]
	.map((event) => JSON.stringify(event))
	.join('\n');

describe('the strategies compared', () => {
	let browser: Browser;
	let retail: Answer;
	let datacenters: Answer;
	let objects: Answer;
	let open: VisualizerPage;

	beforeAll(async () => {
		browser = await launchBrowser();
		retail = await engineHost(sample('retail.reptrace'));
		datacenters = await engineHost(sample('three-datacenters.reptrace'));
		objects = await engineHost({ name: 'objects.reptrace', text: OBJECTS });
	});
	afterEach(async () => {
		expect(open.problems).toEqual([]);
		await open.close();
	});
	afterAll(() => browser?.close());

	const show = async (answer: Answer, state?: unknown) => {
		open = await VisualizerPage.open(browser, { answer, state, viewport: { width: 1300, height: 1000 } });
		await open.tell({ type: 'show', tab: 'strategies' });
		await open.page.locator('.ledger [data-index="0"] .cell.key').waitFor();
		return open.page;
	};
	const rows = () => open.page.locator('.ledger .grid-row');
	const fates = (row: number) => rows().nth(row).locator('.fate-cell').allInnerTexts();

	it('answer first, then every figure of the engine, and the limit of the replay', async () => {
		const page = await show(retail);
		const { ok } = (await retail('strategies', {})) as { ok: StrategyOverview };
		expect(await page.locator('.strategies .headline').innerText()).toBe(ok.answer.join(' '));
		expect(await page.locator('.limit').innerText()).toContain('The replay keeps the recorded writes');
		const lww = ok.strategies.find(({ name }) => name === 'lww')!;
		const cells = await page.locator('[data-strategy="lww"] td').allInnerTexts();
		expect(cells.slice(0, 4).map(Number)).toEqual([
			lww.lostWrites,
			lww.lostAlthoughNewer,
			lww.resurrected,
			lww.keysWithLosses,
		]);
		expect(await page.locator('.followed').allInnerTexts()).toEqual(ok.followed);
	});

	it('list the writes whose fate differs, those lost although newer first', async () => {
		await show(objects);
		expect(await rows().count()).toBe(4);
		expect(await rows().nth(0).locator('.cell').allInnerTexts()).toEqual([
			'line 6',
			'user:2',
			'b 2',
			'lost, newer',
			'kept',
			'kept',
			'kept',
			'–',
			expect.stringContaining('although this write was made knowing it'),
		]);
		expect(await rows().nth(1).locator('.cell.disjoint').innerText()).toBe('disjoint');
		expect(await fates(1)).toEqual(['lost', expect.any(String), expect.any(String), 'merged']);
	});

	it('tell of one write what every strategy makes of it, why, and what its key ends as', async () => {
		const page = await show(objects);
		await rows().nth(1).locator('.cell.key').click();
		const details = page.locator('.ledger-details');
		await details.getByText('It changed name; no concurrent write touched these.').waitFor();
		const merge = details.locator('tr', { hasText: 'Three-way merge' });
		expect(await merge.innerText()).toContain('merged');
		expect(await merge.locator('.value').innerText()).toContain('"mail":"n","name":"y"');
		expect(open.saidOf('reveal').at(-1)).toMatchObject({ place: { line: 3 }, preserveFocus: true });
		await details.locator('tr', { hasText: 'wall clock' }).locator('.link').click();
		expect(open.saidOf('reveal').at(-1)).toMatchObject({ place: { line: 4 }, preserveFocus: false });
	});

	it('are narrowed by key and by fate', async () => {
		const page = await show(objects);
		await page.getByRole('textbox', { name: 'Filter writes' }).fill('USER:1');
		await expect.poll(() => page.locator('.ledger .count').innerText()).toBe('2 of 4 writes');
		await page.getByRole('textbox', { name: 'Filter writes' }).fill('');
		await page.getByRole('combobox', { name: 'Fate' }).click();
		await page.getByRole('option', { name: 'Lost although newer' }).click();
		await expect.poll(() => page.locator('.ledger .count').innerText()).toBe('1 of 4 writes');
		expect(await open.state()).toMatchObject({
			navigation: { strategies: { fate: 'lost-although-newer' } },
		});
	});

	it('say what right clocks would change', async () => {
		const page = await show(datacenters);
		expect(await page.locator('.ledger').innerText()).toContain('Had the clocks been right');
		await page.getByRole('checkbox', { name: 'As if the clocks had been right' }).click();
		await expect
			.poll(() => open.state())
			.toMatchObject({ navigation: { strategies: { rightClocks: true } } });
		await rows().first().waitFor();
	});

	it('have nothing to correct where no clock is proven wrong', async () => {
		const page = await show(retail);
		expect(await page.locator('.ledger').innerText()).toContain('there is nothing to correct');
		expect(
			await page
				.getByRole('checkbox', { name: 'As if the clocks had been right' })
				.getAttribute('aria-disabled'),
		).toBe('true');
	});

	it('tell what a single leader and homes would cost, and give the homes as JSON', async () => {
		const page = await show(retail);
		const { ok } = (await retail('strategies', {})) as { ok: StrategyOverview };
		const leaders = page.locator('.avoidance table').first().locator('tbody tr');
		expect(await leaders.count()).toBe(3);
		expect(await leaders.first().innerText()).toContain(String(ok.leaders[0]!.forwarded));
		await page.getByRole('button', { name: 'Copy as JSON' }).click();
		await expect.poll(() => open.saidOf('copy').length).toBe(1);
		expect(JSON.parse(open.saidOf('copy')[0]!.text)).toEqual(
			Object.fromEntries(ok.rule.entries.map(({ pattern, replica }) => [pattern, replica])),
		);
	});

	it('say that there is nothing to compare in a trace without writes', async () => {
		open = await VisualizerPage.open(browser, {
			answer: await engineHost({ name: 'r.reptrace', text: '{"op":"read","at":"a","key":"k","value":1}' }),
		});
		await open.tell({ type: 'show', tab: 'strategies' });
		await open.page.locator('.strategies').getByText('No versions: nothing in this trace').waitFor();
	});

	it('keep the place after the page is thrown away', async () => {
		await show(objects);
		await rows().nth(2).locator('.cell.key').click();
		await expect
			.poll(
				async () =>
					((await open.state()) as { navigation: { strategies: { version: number } } }).navigation.strategies
						.version,
			)
			.not.toBeNull();
		const state = await open.state();
		await open.close();
		await show(objects, state);
		expect(await rows().nth(2).getAttribute('aria-selected')).toBe('true');
	});
});
