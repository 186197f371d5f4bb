import type { Browser, Page } from 'playwright-core';
import type { FromWebview, QueryName, Result, Summary, ToWebview } from '../../../src/session/protocol.ts';
import { pageHtml } from '../../../src/visualizer/html.ts';
import { BuiltPage, type BuiltPageOptions, type Theme } from './builtPage.ts';

/** Answers a query as the extension host would. */
export type Answer = (name: QueryName, params: unknown) => Result<unknown> | Promise<Result<unknown>>;

/** All that the page says to its host besides queries. */
type Said = Exclude<FromWebview, { type: 'query' }>;

interface PageOptions extends BuiltPageOptions {
	answer: Answer;
	/** Without it the page is told nothing but what the test tells it. */
	analysis?: boolean;
}

/** The visualizer's page with a host that answers here. */
export class VisualizerPage {
	readonly said: Said[] = [];
	/** Names of the queries that were asked. */
	readonly asked: QueryName[] = [];
	private built!: BuiltPage;

	private constructor(private readonly options: PageOptions) {}

	static async open(browser: Browser, options: PageOptions): Promise<VisualizerPage> {
		const visualizer = new VisualizerPage(options);
		const opening = BuiltPage.open(
			browser,
			'main',
			options,
			(parts) => pageHtml({ ...parts, files: ['file:///trace/test.reptrace'] }),
			async (message: FromWebview) => {
				visualizer.built = await opening;
				await visualizer.onMessage(message);
			},
		);
		visualizer.built = await opening;
		return visualizer;
	}

	get page(): Page {
		return this.built.page;
	}

	/** Violated policies, exceptions, errors on the console. */
	get problems(): string[] {
		return this.built.problems;
	}

	/** Says something to the page, as the extension host does. */
	tell(message: ToWebview): Promise<void> {
		return this.built.tell(message);
	}

	async tellAnalysis(revision = 1): Promise<void> {
		const summary = (await this.options.answer('summary', {})) as Result<Summary>;
		if ('err' in summary) throw new Error(summary.err);
		await this.tell({ type: 'analysis', revision, summary: summary.ok, title: 'test.reptrace' });
	}

	setTheme(theme: Theme): Promise<void> {
		return this.built.setTheme(theme);
	}

	/** What the page persisted last. */
	state(): Promise<unknown> {
		return this.built.state();
	}

	/** What it said of one kind, oldest first. */
	saidOf<T extends Said['type']>(type: T): Extract<Said, { type: T }>[] {
		return this.said.filter((message) => message.type === type) as Extract<Said, { type: T }>[];
	}

	close(): Promise<void> {
		return this.built.close();
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
