import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette.ts';

/** The active text editor. Lines and columns count from 1, as on the screen. */
export class TextEditor {
	constructor(
		private readonly page: Page,
		private readonly palette: Palette,
	) {}

	/** The editor that has, or last had, the focus. */
	get element(): Locator {
		return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
	}

	/** Opens a file in a tab, at a line and column on request. */
	async open(path: string, line = 1, column = 1): Promise<void> {
		await this.palette.open(`${path}:${line}:${column}`);
		await this.palette.rows
			.filter({ hasText: basename(path) })
			.first()
			.waitFor();
		await this.page.keyboard.press('Enter');
		await this.waitForFile(path);
	}

	/** Waits until the active editor shows this file's text. */
	async waitForFile(path: string): Promise<void> {
		await this.page
			.locator('.tab.active', { hasText: basename(path) })
			.first()
			.waitFor();
		await this.element.locator('.view-line').first().waitFor();
	}

	/** Puts the cursor there and the focus into the text. */
	async goTo(line: number, column = 1): Promise<void> {
		await this.palette.open(`:${line}:${column}`);
		await this.page.keyboard.press('Enter');
		await this.palette.box.waitFor({ state: 'hidden' });
	}

	/** Where the status bar says that the cursor is; it says so only while the text has the focus. */
	async cursor(): Promise<{ line: number; column: number } | undefined> {
		const item = this.page.locator('.statusbar-item', { hasText: /^Ln \d+, Col \d+/ });
		const [line, column] = ((await item.allInnerTexts())[0]?.match(/\d+/g) ?? []).map(Number);
		return line === undefined || column === undefined ? undefined : { line, column };
	}

	/** The number beside the line that the cursor of the first visible text is on, wherever the focus is; undefined off the screen. */
	async cursorLine(): Promise<number | undefined> {
		const numbers = this.page.locator('.editor-group-container .monaco-editor .active-line-number');
		const [number] = await numbers.allInnerTexts();
		return number === undefined ? undefined : Number(number);
	}

	/** The text on the screen, a line each. Long lines are cut where VS Code does not draw them. */
	async visibleLines(): Promise<string[]> {
		const lines = await this.element.locator('.view-line').evaluateAll((elements) =>
			elements
				.map((element) => ({
					top: Number.parseFloat((element as HTMLElement).style.top),
					text: element.textContent,
				}))
				.sort((a, b) => a.top - b.top),
		);
		return lines.map(({ text }) => (text ?? '').replaceAll('\u00a0', ' '));
	}

	/** Inserts text at a place, as pasting does: nothing is completed or indented. */
	async insert(line: number, column: number, text: string): Promise<void> {
		await this.goTo(line, column);
		await this.page.keyboard.insertText(text);
	}

	/** Saves the file and waits until it is on the disk. */
	async save(): Promise<void> {
		await this.palette.run('File: Save');
		await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
	}

	/** Rests the pointer on a place and returns the hover that comes. */
	async hoverAt(line: number, column: number): Promise<Locator> {
		await this.goTo(line, column);
		const cursor = await this.element.locator('.cursors-layer .cursor').first().boundingBox();
		if (!cursor) throw new Error(`The cursor is not visible at ${line}:${column}`);
		// Away first: a pointer that already rests there raises no hover.
		await this.page.mouse.move(cursor.x + 3, cursor.y + 200);
		await this.page.mouse.move(cursor.x + 3, cursor.y + cursor.height / 2, { steps: 4 });
		const hover = this.page.locator('.monaco-editor .monaco-hover:not(.hidden)').first();
		await hover.waitFor();
		await hover.locator('.hover-row, .hover-contents').first().waitFor();
		return hover;
	}
}
