import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type BuiltPageOptions, launchBrowser } from './builtPage.ts';
import { engineHost } from './engineHost.ts';
import { sample } from './samples.ts';
import { type Answer, VisualizerPage } from './visualizerPage.ts';

/** The overview of a trace, for the tests of one file: a page a test, which must not have had any problems. */
export class OverviewPages {
	/** What the page asked for since it was shown. */
	readonly asked: { name: string; params: Record<string, unknown> }[] = [];
	/** Answers for the shop of 5,000 events, what is shown where a test has no other one. */
	retail!: Answer;
	browser!: Browser;
	open!: VisualizerPage;

	constructor() {
		beforeAll(async () => {
			this.browser = await launchBrowser();
			const answer = await engineHost(sample('retail.reptrace'));
			this.retail = (name, params) => {
				this.asked.push({ name, params: params as Record<string, unknown> });
				return answer(name, params);
			};
		});
		afterEach(async () => {
			expect(this.open.problems).toEqual([]);
			await this.open.close();
		});
		afterAll(() => this.browser?.close());
	}

	async show(options: Pick<BuiltPageOptions, 'state' | 'theme'> & { answer?: Answer } = {}): Promise<Page> {
		this.asked.length = 0;
		this.open = await VisualizerPage.open(this.browser, {
			answer: options.answer ?? this.retail,
			state: options.state,
			theme: options.theme ?? 'dark',
			viewport: { width: 1100, height: 760 },
			reducedMotion: true,
		});
		await this.open.tell({ type: 'show', tab: 'overview' });
		await expect.poll(() => colours(this.open.page)).toBeGreaterThan(4);
		return this.open.page;
	}

	get frame(): Promise<{ x: number; y: number; width: number; height: number }> {
		return this.open.page
			.locator('.overview-frame')
			.boundingBox()
			.then((box) => box!);
	}

	/** The stretch that is seen; null: all. */
	async seen(): Promise<{ from: number; to: number } | null> {
		return ((await this.open.state()) as Persisted).navigation.overview.view;
	}

	async selected(): Promise<{ conflict: number } | null> {
		return ((await this.open.state()) as Persisted).navigation.conflicts.selected;
	}

	readout(): Promise<string> {
		return this.open.page.locator('.overview-readout').innerText();
	}

	async wheel(x: number, delta: number): Promise<void> {
		const frame = await this.frame;
		await this.open.page.mouse.move(frame.x + x, frame.y + 200);
		await this.open.page.mouse.wheel(0, delta);
	}
}

interface Persisted {
	navigation: {
		overview: { view: { from: number; to: number } | null };
		conflicts: { selected: { conflict: number } | null };
	};
}

/** How many colours the canvas has. */
export function colours(page: Page): Promise<number> {
	return page.evaluate(() => {
		const canvas = document.querySelector<HTMLCanvasElement>('.overview-canvas');
		if (!canvas || canvas.width < 10) return 0;
		const { data } = copyOf(canvas);
		return new Set(new Uint32Array(data.buffer)).size;

		/** A copy, so that the page's canvas is not read. */
		function copyOf({ width, height }: HTMLCanvasElement): ImageData {
			const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
			context.drawImage(canvas!, 0, 0);
			return context.getImageData(0, 0, width, height);
		}
	});
}

/** The picture as a text, to be compared. */
export function pixels(page: Page): Promise<string> {
	return page.evaluate(() => document.querySelector<HTMLCanvasElement>('.overview-canvas')!.toDataURL());
}
