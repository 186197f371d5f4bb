import type { Browser, Locator, Page } from 'playwright-core';
import { largeFileHtml } from '../../../src/editor/largeFile/page.ts';
import type {
	FileState,
	FromPage,
	PageQueries,
	PageQueryName,
	TextPosition,
	ToPage,
} from '../../../src/session/linesProtocol.ts';
import type { Result } from '../../../src/session/protocol.ts';
import { BuiltPage, type BuiltPageOptions, type Theme } from './builtPage.ts';

/** A file that is nowhere: what its lines read is known by their numbers. */
interface PageOptions extends BuiltPageOptions {
	lines: number;
	textOf(line: number): string;
	/** What an answer waits for. */
	late?(name: PageQueryName, params: { from: number }): Promise<void> | undefined;
	/** What is known of the file at first, where that is not all. */
	file?: Partial<FileState>;
	answer?<N extends PageQueryName>(
		name: N,
		params: PageQueries[N]['params'],
	): Result<PageQueries[N]['result']> | undefined;
}

type Said = Exclude<FromPage, { type: 'query' }>;

/** The large-file editor's page with a host that makes a file up. */
export class LargeFilePage {
	readonly said: Said[] = [];
	private built!: BuiltPage;

	private constructor(private readonly options: PageOptions) {}

	static async open(browser: Browser, options: PageOptions): Promise<LargeFilePage> {
		const page = new LargeFilePage(options);
		const opening = BuiltPage.open(
			browser,
			'largeFile',
			options,
			largeFileHtml,
			async (message: FromPage) => {
				page.built = await opening;
				await page.onMessage(message);
			},
		);
		page.built = await opening;
		await page.row(1).or(page.page.locator('.row')).first().waitFor();
		return page;
	}

	get page(): Page {
		return this.built.page;
	}

	get problems(): string[] {
		return this.built.problems;
	}

	tell(message: ToPage): Promise<void> {
		return this.built.tell(message);
	}

	setTheme(theme: Theme): Promise<void> {
		return this.built.setTheme(theme);
	}

	async tellFile(state: Partial<FileState> = {}): Promise<void> {
		const { lines } = this.options;
		const size = lines * 100;
		await this.tell({
			type: 'file',
			name: 'test.reptrace',
			failure: null,
			retry: true,
			state: { generation: 1, size, indexed: size, lines, exact: true, problem: null, ...state },
		});
	}

	state(): Promise<unknown> {
		return this.built.state();
	}

	row(line: number): Locator {
		return this.page.locator(`.row[data-line="${line}"]`);
	}

	/** The lines that are wholly or partly on the screen: their numbers and texts. */
	async shown(): Promise<[number: string, text: string][]> {
		return this.page.evaluate(() => {
			const box = (document.querySelector('.text-layer') as Element).getBoundingClientRect();
			const inSight = (element: Element) => {
				const { top, bottom } = element.getBoundingClientRect();
				return bottom > box.top + 1 && top < box.bottom - 1;
			};
			const sorted = (selector: string) =>
				[...document.querySelectorAll(selector)]
					.filter(inSight)
					.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
					.map((element) => element.textContent ?? '');
			const texts = sorted('.line-text');
			return sorted('.line-number').map((number, i) => [number, texts[i] ?? '']);
		});
	}

	/** Where the page said last that its cursor is. */
	get cursor(): { cursor: TextPosition; anchor: TextPosition } | undefined {
		return this.saidOf('cursor').at(-1);
	}

	saidOf<T extends Said['type']>(type: T): Extract<Said, { type: T }>[] {
		return this.said.filter((message) => message.type === type) as Extract<Said, { type: T }>[];
	}

	close(): Promise<void> {
		return this.built.close();
	}

	private async onMessage(message: FromPage): Promise<void> {
		if (message.type === 'query') {
			await this.options.late?.(message.name, message.params as never);
			const result =
				this.options.answer?.(message.name, message.params) ?? this.answer(message.name, message.params);
			await this.tell({ type: 'answer', id: message.id, result });
			return;
		}
		this.said.push(message);
		if (message.type === 'ready') await this.tellFile(this.options.file);
	}

	private answer(name: PageQueryName, params: unknown): Result<unknown> {
		if (name === 'marks') return { ok: { rows: [], total: 0 } };
		if (name === 'ruler') return { ok: new Uint8Array(0) };
		if (name === 'hover') return { ok: null };
		if (name !== 'lines') return { err: `nothing answers ${name}` };
		const { from, count } = params as PageQueries['lines']['params'];
		const length = Math.max(0, Math.min(count, this.options.lines - from + 1));
		const lines = Array.from({ length }, (_, i) => ({ text: this.options.textOf(from + i), more: 0 }));
		return { ok: { from, exact: true, offset: from * 100, lines } };
	}
}
