import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** What a rendered diagram shows. */
export interface Rendered {
	/** The texts of the arrows' labels, from top to bottom. */
	messages: string[];
	/** For each arrow mermaid's number of its statement, as `data-id` has it. */
	messageIds: number[];
	/** The texts of the notes; lines of one note are joined with a line end. */
	notes: string[];
	noteIds: number[];
	/** From left to right. */
	participants: string[];
	/** Elements that no sequence diagram has. */
	foreign: string[];
	style: string;
}

declare const mermaid: {
	initialize(config: object): void;
	render(id: string, source: string): Promise<{ svg: string }>;
};

/** Mermaid itself, in this machine's Chromium. */
export class Renderer {
	private constructor(
		private readonly browser: Browser,
		private readonly page: Page,
	) {}

	static async start(): Promise<Renderer> {
		const browser = await launchChromium();
		const page = await browser.newPage();
		await page.setContent('<!doctype html><body></body>');
		await page.addScriptTag({ path: inRoot('node_modules/mermaid/dist/mermaid.min.js') });
		await page.evaluate(() =>
			mermaid.initialize({
				startOnLoad: false,
				securityLevel: 'strict',
				suppressErrorRendering: true,
				theme: 'base',
				look: 'classic',
			}),
		);
		return new Renderer(browser, page);
	}

	/** Renders, and looks at what came of it in a document. Rejects where mermaid does. */
	render(source: string): Promise<Rendered> {
		return this.page.evaluate(async (text) => {
			const { svg } = await mermaid.render('diagram', text);
			document.body.innerHTML = svg;
			const root = document.querySelector('svg') as SVGElement;
			const all = (selector: string) => [...root.querySelectorAll(selector)];
			const textOf = (element: Element | null) => element?.textContent ?? '';
			const idOf = (element: Element) => Number(element.getAttribute('data-id')?.slice(1));
			const notes = all('g[data-et="note"]');
			const arrows = all('[data-et="message"]');
			const known = new Set(
				'svg g rect line text tspan path defs symbol marker circle style polygon'.split(' '),
			);
			return {
				messages: all('.messageText').map(textOf),
				messageIds: arrows.map(idOf),
				notes: notes.map((note) => [...note.querySelectorAll('text')].map(textOf).join('\n')),
				noteIds: notes.map(idOf),
				participants: all('g[data-et="participant"]')
					.sort(
						(a, b) =>
							Number(a.querySelector('rect')?.getAttribute('x')) -
							Number(b.querySelector('rect')?.getAttribute('x')),
					)
					.map((actor) => textOf(actor.querySelector('text'))),
				foreign: all('*')
					.map((element) => element.tagName)
					.filter((name) => !known.has(name)),
				style: all('style').map(textOf).join('\n'),
			};
		}, source);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
