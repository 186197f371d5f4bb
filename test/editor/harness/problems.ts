import type { Page } from 'playwright-core';
import type { Palette } from './palette.ts';

export interface Problem {
	severity: 'error' | 'warning' | 'info';
	message: string;
	line: number;
	column: number;
}

/** The Problems panel. */
export class Problems {
	constructor(
		private readonly page: Page,
		private readonly palette: Palette,
	) {}

	/** Opens the panel and reads the rows on the screen; related places are not among them. */
	async read(): Promise<Problem[]> {
		const panel = this.page.locator('.markers-panel');
		if (!(await panel.isVisible())) await this.palette.run('Problems: Focus on Problems View');
		await panel.waitFor();
		const rows = await panel.locator('.monaco-list-row').evaluateAll((elements) =>
			elements.map((element) => ({
				icons: [...element.querySelectorAll('.marker-icon .codicon, .marker-icon')]
					.map((icon) => icon.className)
					.join(' '),
				message: element.querySelector('.marker-message-line')?.textContent ?? '',
				place: element.querySelector('.marker-line')?.textContent ?? '',
			})),
		);
		return rows.flatMap(({ icons, message, place }) => {
			const severity = /codicon-(error|warning|info)/.exec(icons)?.[1] as Problem['severity'] | undefined;
			const [line, column] = (place.match(/\d+/g) ?? []).map(Number);
			return severity ? [{ severity, message, line, column }] : [];
		});
	}

	/** The numbers in the status bar, of the whole window. */
	async counts(): Promise<{ errors: number; warnings: number }> {
		const status = await this.page.locator('[id="status.problems"]').innerText();
		const [errors = 0, warnings = 0] = (status.match(/\d+/g) ?? []).map(Number);
		return { errors, warnings };
	}
}
