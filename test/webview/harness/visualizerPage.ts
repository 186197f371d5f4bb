import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import type { FromWebview, QueryName, Result, Summary, ToWebview } from '../../../src/session/protocol.ts';
import { pageHtml } from '../../../src/visualizer/html.ts';
import themes from './themes.json' with { type: 'json' };

export type Theme = keyof typeof themes;

/** Answers a query as the extension host would. */
export type Answer = (name: QueryName, params: unknown) => Result<unknown> | Promise<Result<unknown>>;

/** All that the page says to its host besides queries. */
type Said = Exclude<FromWebview, { type: 'query' }>;

const ORIGIN = 'https://visualizer.test';
const TYPES: Record<string, string> = {
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.map': 'application/json',
};

interface PageOptions {
	answer: Answer;
	theme?: Theme;
	viewport?: { width: number; height: number };
	/** What an earlier page persisted. */
	state?: unknown;
	/** Without it the page is told nothing but what the test tells it. */
	analysis?: boolean;
	reducedMotion?: boolean;
}

/** The built page in Chromium, with the content security policy that it has in VS Code, and a host that answers here. */
export class VisualizerPage {
	readonly said: Said[] = [];
	/** Names of the queries that were asked. */
	readonly asked: QueryName[] = [];
	/** Violated policies, exceptions, errors on the console. */
	readonly problems: string[] = [];

	private constructor(
		readonly page: Page,
		private readonly context: BrowserContext,
		private readonly options: PageOptions,
	) {}

	static async open(browser: Browser, options: PageOptions): Promise<VisualizerPage> {
		if (!existsSync(inRoot('dist/webview/main.js'))) throw new Error('The page is not built: npm run build');
		const context = await browser.newContext({
			viewport: options.viewport ?? { width: 1000, height: 700 },
			reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(10_000);
		const visualizer = new VisualizerPage(page, context, options);
		await visualizer.start();
		return visualizer;
	}

	/** Says something to the page, as the extension host does. */
	async tell(message: ToWebview): Promise<void> {
		await this.page.evaluate((data) => window.postMessage(data), message);
	}

	async tellAnalysis(revision = 1): Promise<void> {
		const summary = (await this.options.answer('summary', {})) as Result<Summary>;
		if ('err' in summary) throw new Error(summary.err);
		await this.tell({ type: 'analysis', revision, summary: summary.ok, title: 'test.reptrace' });
	}

	async setTheme(theme: Theme): Promise<void> {
		await this.page.evaluate(applyTheme, themes[theme]);
	}

	/** What the page persisted last. */
	async state(): Promise<unknown> {
		return this.page.evaluate(() => (window as unknown as { persisted: unknown }).persisted);
	}

	/** What it said of one kind, oldest first. */
	saidOf<T extends Said['type']>(type: T): Extract<Said, { type: T }>[] {
		return this.said.filter((message) => message.type === type) as Extract<Said, { type: T }>[];
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	private async start(): Promise<void> {
		const { page, options } = this;
		page.on('pageerror', (error) => this.problems.push(String(error)));
		page.on('console', (message) => {
			if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
		});
		await page.route(`${ORIGIN}/**`, (route) => {
			const { pathname } = new URL(route.request().url());
			const file = inRoot('dist', 'webview', pathname.slice(1));
			if (pathname === '/')
				return route.fulfill({
					contentType: 'text/html',
					body: pageHtml({
						cspSource: ORIGIN,
						script: `${ORIGIN}/main.js`,
						style: `${ORIGIN}/main.css`,
						nonce: randomBytes(16).toString('base64'),
						files: ['file:///trace/test.reptrace'],
					}),
				});
			return existsSync(file)
				? route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(file) })
				: route.fulfill({ status: 404 });
		});
		await page.exposeFunction('toHost', (message: FromWebview) => this.onMessage(message));
		await page.addInitScript(installHost, options.state);
		await page.addInitScript(applyTheme, themes[options.theme ?? 'dark']);
		await page.goto(`${ORIGIN}/`);
	}

	private async onMessage(message: FromWebview): Promise<void> {
		if (message.type === 'query') {
			this.asked.push(message.name);
			const result = await this.options.answer(message.name, message.params);
			await this.tell({ type: 'answer', id: message.id, result });
			return;
		}
		this.said.push(message);
		if (message.type === 'ready' && this.options.analysis !== false) await this.tellAnalysis();
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
		document.documentElement?.setAttribute('style', theme.variables);
		if (document.body) document.body.className = `vscode-body ${theme.kind}`;
	};
	apply();
	document.addEventListener('DOMContentLoaded', apply);
}
