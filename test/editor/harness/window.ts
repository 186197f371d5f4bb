import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette.ts';

/** The window as a whole. */
export class EditorWindow {
	constructor(
		private readonly page: Page,
		private readonly palette: Palette,
	) {}

	/** Waits until the workbench has restored its editors. */
	async settle(): Promise<void> {
		await this.page.waitForFunction(() => 'driver' in globalThis, undefined, { timeout: 60_000 });
		await this.page.evaluate(() => {
			const { driver } = globalThis as unknown as { driver: { whenWorkbenchRestored(): Promise<void> } };
			return driver.whenWorkbenchRestored();
		});
		await this.page.locator('.monaco-workbench .statusbar').waitFor();
	}

	/** Loads the window again, as "Developer: Reload Window" does. */
	async reload(): Promise<void> {
		await this.page.reload();
		await this.settle();
	}

	async resize(width: number, height: number): Promise<void> {
		await this.page.setViewportSize({ width, height });
	}

	/** The browser's zoom: everything `factor` times as large in a window of the same size. */
	async zoom(factor: number): Promise<void> {
		const size = this.page.viewportSize() ?? { width: 1280, height: 800 };
		const session = await this.page.context().newCDPSession(this.page);
		await session.send('Emulation.setDeviceMetricsOverride', {
			width: Math.round(size.width / factor),
			height: Math.round(size.height / factor),
			deviceScaleFactor: factor,
			mobile: false,
		});
	}

	async screenshot(path: string): Promise<void> {
		await this.page.screenshot({ path });
	}

	/** The notifications on the screen. */
	get notifications(): Locator {
		return this.page.locator('.notification-toast .notification-list-item-message');
	}

	/** A message of the notification centre: under a test driver none comes up by itself. */
	async message(text: string): Promise<Locator> {
		const row = this.page.locator('.notifications-center .monaco-list-row', { hasText: text });
		// The centre does not open before there is a message.
		for (let attempt = 1; attempt < 6 && !(await row.isVisible()); attempt++) {
			await this.palette.run('Notifications: Show Notifications');
			await row.waitFor({ timeout: 5_000 }).catch(() => {});
		}
		await row.waitFor();
		return row;
	}

	/** The titles of the open tabs, of all groups. */
	async tabs(): Promise<string[]> {
		const tabs = this.page.locator('.tabs-container .tab');
		return tabs.evaluateAll((elements) =>
			elements.map((tab) => tab.getAttribute('data-resource-name') ?? ''),
		);
	}

	/** The colour theme's kind, as webviews and extensions see it. */
	async themeKind(): Promise<string> {
		const classes = (await this.page.locator('.monaco-workbench').first().getAttribute('class')) ?? '';
		return /\b(vs-dark|hc-black|hc-light|vs)\b/.exec(classes)?.[1] ?? '';
	}

	/** Closes all tabs, without saving. */
	async closeTabs(): Promise<void> {
		await this.palette.run('View: Close All Editors');
	}

	async clipboard(): Promise<string> {
		return this.page.evaluate(() => navigator.clipboard.readText());
	}
}
