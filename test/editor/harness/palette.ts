import type { Locator, Page } from 'playwright-core';

/** The command palette and what else asks at the top of the window. */
export class Palette {
	constructor(private readonly page: Page) {}

	/** The box itself, for questions that a command asks. */
	get box(): Locator {
		return this.page.locator('.quick-input-widget');
	}

	get input(): Locator {
		return this.box.locator('.quick-input-filter input');
	}

	/** The rows that are shown now. */
	get rows(): Locator {
		return this.box.locator('.quick-input-list .monaco-list-row');
	}

	/**
	 * Runs the command with exactly this title, category included ("Replication Trace: Open Visualizer").
	 *
	 * @throws where it is not offered
	 */
	async run(title: string): Promise<void> {
		const row = await this.search(title);
		if (!row) {
			const offered = await this.rows.allInnerTexts();
			await this.close();
			throw new Error(`The palette does not offer "${title}" but ${JSON.stringify(offered)}`);
		}
		await row.click();
		await row.waitFor({ state: 'hidden' });
	}

	/** Whether the command with exactly this title is offered now (its `when` holds). */
	async offers(title: string): Promise<boolean> {
		const row = await this.search(title);
		await this.close();
		return row !== undefined;
	}

	/** Chooses the row with this label in a list that is being asked. */
	async choose(label: string | RegExp): Promise<void> {
		await this.rows.filter({ hasText: label }).first().click();
	}

	/** Answers a question for text. */
	async answer(text: string): Promise<void> {
		await this.input.fill(text);
		await this.page.keyboard.press('Enter');
	}

	/** Shows the palette with this text typed into it. */
	async open(text: string): Promise<void> {
		// F1 is lost while the window is busy, and a box that is just closing takes no text: try until it has it.
		for (let attempt = 1; ; attempt++) {
			try {
				if (!(await this.box.isVisible())) await this.page.keyboard.press('F1');
				await this.input.fill(text, { timeout: 2_000 });
				return;
			} catch (error) {
				if (attempt === 5) throw error;
			}
		}
	}

	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.box.waitFor({ state: 'hidden' });
	}

	/** @returns the row of the command with exactly this title, undefined where it is not offered */
	private async search(title: string): Promise<Locator | undefined> {
		await this.open(`>${title}`);
		// A row's accessible name is the title, then keyboard shortcut and "recently used".
		const row = this.box.locator(`.monaco-list-row[aria-label^=${JSON.stringify(title)}]`);
		const named = row.filter({
			has: this.page.locator('.monaco-icon-label .label-name').getByText(title, { exact: true }),
		});
		const nothing = this.box.locator('.monaco-list-row', { hasText: 'No matching commands' });
		const similar = this.box.locator('.monaco-list-row', { hasText: 'similar commands' });
		await named.or(nothing).or(similar).first().waitFor();
		return (await named.count()) > 0 ? named.first() : undefined;
	}
}
