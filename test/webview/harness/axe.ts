import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has to say about a page as it is now. @param exclude selectors of what it is not to look at */
export async function violationsOn(page: Page, exclude: string[] = []): Promise<string[]> {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate((not) => {
		const { axe } = window as unknown as { axe: { run(context: unknown): Promise<AxeResults> } };
		return axe.run({ include: [['html']], exclude: not.map((selector) => [selector]) });
	}, exclude);
	return violations.map(
		({ id, nodes }) =>
			`${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
	);
}
