import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';
import { type Server, startServer, workbenchUrl } from '../../../scripts/lib/editor-server.mjs';
import { newestVersion } from '../../../scripts/lib/editor-versions.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { Palette } from './palette.ts';
import { Problems } from './problems.ts';
import { TextEditor } from './textEditor.ts';
import { Webviews } from './webviews.ts';
import { EditorWindow } from './window.ts';

export interface LaunchOptions {
	/** The folder to open, absolute; see `temporaryWorkspace`. */
	folder: string;
	/** A file to open in it, absolute. */
	file?: string;
	/** One of scripts/lib/editor-versions.mjs; by default the one that this test run is for. */
	version?: string;
	/** Settings of the user, on top of those that keep the workbench quiet. */
	settings?: Record<string, unknown>;
	/** Where extensions are installed. Given, the extension is not loaded from the project's folder. */
	extensionsFolder?: string;
	/** For the server and its extension hosts, on top of our own environment. */
	env?: Record<string, string>;
	/** A module whose `run()` the extension host calls, absolute. */
	tests?: string;
	/** Size of the window in CSS pixels. */
	viewport?: { width: number; height: number };
}

/** A running VS Code and what a user does with it. */
export class Editor {
	readonly palette: Palette;
	readonly text: TextEditor;
	readonly problems: Problems;
	readonly webviews: Webviews;
	readonly window: EditorWindow;

	constructor(
		readonly page: Page,
		readonly version: string,
		private readonly server: Server,
		private readonly dispose: () => Promise<void>,
	) {
		this.palette = new Palette(page);
		this.text = new TextEditor(page, this.palette);
		this.problems = new Problems(page, this.palette);
		this.webviews = new Webviews(page);
		this.window = new EditorWindow(page, this.palette);
	}

	/** Changes settings of the user while the editor runs; an `undefined` one returns to its default. */
	changeSettings(changes: Record<string, unknown>): void {
		this.server.changeSettings(changes);
	}

	/** What the server and its extension hosts wrote so far. */
	get serverLog(): string {
		return this.server.log;
	}

	async close(): Promise<void> {
		openEditors.delete(this);
		await this.dispose();
	}
}

/** Those not closed yet, for screenshots of failures. */
export const openEditors = new Set<Editor>();

/**
 * Starts VS Code with the extension and waits until its window has settled and, where a file was asked for, shows it.
 * The caller closes it. Takes two to four seconds.
 */
export async function launchEditor(options: LaunchOptions): Promise<Editor> {
	const version = options.version ?? process.env.EDITOR_VERSION ?? newestVersion;
	let server: Server | undefined;
	let browser: Browser | undefined;
	const dispose = async () => {
		await browser?.close();
		await server?.stop();
	};
	try {
		server = await startServer({
			version,
			settings: options.settings,
			extensionsFolder: options.extensionsFolder,
			env: options.env,
		});
		browser = await launchChromium();
		const context = await openContext(browser, options);
		const page = await context.newPage();
		const { folder, file } = options;
		const extension = options.extensionsFolder ? undefined : root;
		await page.goto(workbenchUrl(server, { folder, file, extension, tests: options.tests }));
		const editor = new Editor(page, version, server, dispose);
		await editor.window.settle();
		if (file) await editor.text.waitForFile(file);
		openEditors.add(editor);
		return editor;
	} catch (error) {
		await dispose();
		throw error;
	}
}

function openContext(browser: Browser, options: LaunchOptions): Promise<BrowserContext> {
	return browser.newContext({
		viewport: options.viewport ?? { width: 1280, height: 800 },
		permissions: ['clipboard-read', 'clipboard-write'],
		acceptDownloads: true,
	});
}
