import type { Frame, Page } from 'playwright-core';

/** Webviews stand in two nested frames of another origin. */
export class Webviews {
	constructor(private readonly page: Page) {}

	/** The frame of a visible webview that has an element for this selector, as soon as there is one. */
	async find(selector: string, timeout = 20_000): Promise<Frame> {
		const end = Date.now() + timeout;
		for (;;) {
			for (const frame of this.page.frames()) {
				if (await isShownWebviewWith(frame, selector)) return frame;
			}
			if (Date.now() > end) {
				throw new Error(`No webview shows "${selector}" within ${timeout} ms; ${await this.describe()}`);
			}
			await this.page.waitForTimeout(50);
		}
	}

	/** What is in the webviews, for messages of failures. */
	private async describe(): Promise<string> {
		const contents = this.page.frames().filter(isContent);
		const texts = await Promise.all(contents.map((frame) => frame.locator('body').innerText().catch(String)));
		return texts.length === 0 ? 'there is no webview' : `the webviews read ${JSON.stringify(texts)}`;
	}
}

/** The inner frame is the one with the extension's page; the outer one belongs to VS Code. */
const isContent = (frame: Frame) => frame.url().includes('/fake.html');

async function isShownWebviewWith(frame: Frame, selector: string): Promise<boolean> {
	if (!isContent(frame)) return false;
	try {
		const shown = await (await frame.parentFrame()?.frameElement())?.isVisible();
		return shown === true && (await frame.locator(selector).count()) > 0;
	} catch {
		// The frame went away while it was looked at: webviews are replaced when they are hidden or moved.
		return false;
	}
}
