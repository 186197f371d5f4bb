import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from './builtPage.ts';
import { LargeFilePage } from './largeFilePage.ts';

/** Lines of the file that is shown where a test has no other one. */
export const LINES = 10_000_000;
export const textOf = (line: number) =>
	JSON.stringify({ op: 'write', at: 'R1', key: `k${line}`, value: line, vv: { R1: 1 } });

type Options = Parameters<typeof LargeFilePage.open>[1];

/** Presses keys, one after the other. */
export async function press({ page }: LargeFilePage, ...keys: string[]): Promise<void> {
	for (const key of keys) await page.keyboard.press(key);
}

type Open = (options?: Partial<Options>) => Promise<LargeFilePage>;

/**
 * For the tests of one file: opens pages of the large-file editor, and closes them, which must not have had any problems. `opened`
 * does not wait for any line, `read` for the first one on the screen.
 */
export function largeFiles(): { opened: Open; read: Open } {
	let browser: Browser;
	let open: LargeFilePage | undefined;
	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(() => browser?.close());
	afterEach(async () => {
		await open?.close();
		expect(open?.problems).toEqual([]);
	});
	const opened: Open = async (options = {}) => {
		open = await LargeFilePage.open(browser, { lines: LINES, textOf, ...options });
		return open;
	};
	const read: Open = async (options) => {
		const page = await opened(options);
		await expect.poll(async () => (await page.shown())[0]?.[1]).not.toBe('');
		return page;
	};
	return { opened, read };
}
