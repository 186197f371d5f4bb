import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import themes from './themes.json' with { type: 'json' };

export type Theme = keyof typeof themes;

const ORIGIN = 'https://webview.test';
const TYPES: Record<string, string> = {
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.map': 'application/json',
};

export interface BuiltPageOptions {
	theme?: Theme;
	viewport?: { width: number; height: number };
	/** What an earlier page persisted. */
	state?: unknown;
	reducedMotion?: boolean;
	/** Called before anything of the page is loaded. */
	prepare?(page: Page): Promise<void>;
}

/** What a page's HTML is made with. */
export interface BuiltPageParts {
	cspSource: string;
	script: string;
	style: string;
	nonce: string;
}

/** A page of dist/webview in Chromium, with the content security policy that it has in VS Code. */
export class BuiltPage {
	/** Violated policies, exceptions, errors on the console. */
	readonly problems: string[] = [];

	private constructor(
		readonly page: Page,
		private readonly context: BrowserContext,
	) {}

	/**
	 * @param name of its script and style in dist/webview
	 * @param html the page
	 * @param onMessage told what the page says to its host
	 */
	static async open(
		browser: Browser,
		name: string,
		options: BuiltPageOptions,
		html: (parts: BuiltPageParts) => string,
		onMessage: (message: never) => unknown,
	): Promise<BuiltPage> {
		if (!existsSync(inRoot(`dist/webview/${name}.js`)))
			throw new Error('The page is not built: npm run build');
		const context = await browser.newContext({
			viewport: options.viewport ?? { width: 1000, height: 700 },
			reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(10_000);
		const built = new BuiltPage(page, context);
		built.listen();
		const body = html({
			cspSource: ORIGIN,
			script: `${ORIGIN}/${name}.js`,
			style: `${ORIGIN}/${name}.css`,
			nonce: randomBytes(16).toString('base64'),
		});
		await page.route(`${ORIGIN}/**`, (route) => {
			const { pathname } = new URL(route.request().url());
			const file = inRoot('dist', 'webview', pathname.slice(1));
			if (pathname === '/') return route.fulfill({ contentType: 'text/html', body });
			return existsSync(file)
				? route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(file) })
				: route.fulfill({ status: 404 });
		});
		await options.prepare?.(page);
		await page.exposeFunction('toHost', onMessage);
		await page.addInitScript(installHost, options.state);
		await page.addInitScript(applyTheme, themes[options.theme ?? 'dark']);
		await page.goto(`${ORIGIN}/`);
		return built;
	}

	/** Says something to the page, as the extension host does. */
	async tell(message: unknown): Promise<void> {
		await this.page.evaluate((data) => window.postMessage(data), message);
	}

	async setTheme(theme: Theme): Promise<void> {
		await this.page.evaluate(applyTheme, themes[theme]);
	}

	/** What the page persisted last. */
	async state(): Promise<unknown> {
		return this.page.evaluate(() => (window as unknown as { persisted: unknown }).persisted);
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	private listen(): void {
		this.page.on('pageerror', (error) => this.problems.push(String(error)));
		this.page.on('console', (message) => {
			if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
		});
	}
}

/** The machine's Chromium, started once for a test file. */
export function launchBrowser(): Promise<Browser> {
	return launchChromium();
}

/** Runs in the page, before its scripts: what VS Code offers to it. */
function installHost(state: unknown): void {
	const page = window as unknown as {
		persisted: unknown;
		toHost(message: unknown): void;
		acquireVsCodeApi(): unknown;
	};
	page.persisted = state;
	page.acquireVsCodeApi = () => ({
		postMessage: (message: unknown) => page.toHost(message),
		getState: () => page.persisted,
		setState: (value: unknown) => {
			page.persisted = value;
		},
	});
}

/** Runs in the page: the variables and classes that VS Code sets for a theme. */
function applyTheme(theme: { variables: string; kind: string }): void {
	const apply = () => {
		if (document.documentElement) document.documentElement.style.cssText = theme.variables;
		if (document.body) document.body.className = `vscode-body ${theme.kind}`;
	};
	apply();
	document.addEventListener('DOMContentLoaded', apply);
}
