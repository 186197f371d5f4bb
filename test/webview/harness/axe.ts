import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe has to say about a page as it is now.
 *
 * @param exclude selectors of what it is not to look at
 * @param only the rules that it is to look for, where not all
 */
export async function violationsOn(
	page: Page,
	{ exclude = [], only }: { exclude?: string[]; only?: string[] } = {},
): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
	const { violations } = await page.evaluate(
		([not, rules]) => {
			const { axe } = window as unknown as { axe: { run(...args: unknown[]): Promise<AxeResults> } };
			const context = { include: [['html']], exclude: not.map((selector) => [selector]) };
			return axe.run(context, rules === undefined ? {} : { runOnly: rules });
		},
		[exclude, only] as const,
	);
	return violations.map(
		({ id, nodes }) =>
			`${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
	);
}
