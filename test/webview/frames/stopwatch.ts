import type { Page } from 'playwright-core';

/** What the page's own script took, in ms. */
interface Watched {
	frames: number[];
	/** From the message on the analysis to the first picture with events in it; null while there is none. */
	firstPicture: number | null;
}

/**
 * Adds up what each frame's script takes, the handlers of input and messages before it included, and notes when the overview's first
 * picture is drawn. To be installed before the page's scripts run.
 */
export async function installStopwatch(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watched: Watched = { frames: [], firstPicture: null };
		Object.assign(window, { watched });
		let spent = 0;
		let analysed = Number.NaN;
		const timed = <A extends unknown[]>(self: unknown, listener: (...args: A) => unknown, args: A) => {
			const start = performance.now();
			try {
				return listener.apply(self, args);
			} finally {
				spent += performance.now() - start;
			}
		};
		const hasEvents = () => {
			const canvas = document.querySelector<HTMLCanvasElement>('.overview-canvas');
			if (!canvas || canvas.width < 10) return false;
			const copy = new OffscreenCanvas(canvas.width, 1);
			const context = copy.getContext('2d', { willReadFrequently: true })!;
			// A row through the lanes: empty ones are of one colour.
			context.drawImage(canvas, 0, -Math.round(canvas.height / 2));
			const { data } = context.getImageData(0, 0, canvas.width, 1);
			return new Set(new Uint32Array(data.buffer)).size > 1;
		};
		const request = window.requestAnimationFrame.bind(window);
		window.requestAnimationFrame = (callback) =>
			request((now) => {
				timed(window, callback, [now]);
				watched.frames.push(spent);
				spent = 0;
				if (watched.firstPicture === null && hasEvents()) watched.firstPicture = performance.now() - analysed;
			});
		const add = EventTarget.prototype.addEventListener;
		EventTarget.prototype.addEventListener = function (type, listener, options) {
			const watches = ['wheel', 'pointermove', 'pointerdown', 'message', 'click'].includes(type);
			if (!watches || typeof listener !== 'function') return add.call(this, type, listener, options);
			const own = function (this: unknown, event: Event) {
				if ((event as MessageEvent).data?.type === 'analysis') analysed = performance.now();
				return timed(this, listener, [event]);
			};
			return add.call(this, type, own, options);
		};
	});
}

/** The frames since the last call, in ms of script each, ascending. */
export async function takeFrames(page: Page): Promise<number[]> {
	const frames = await page.evaluate(() =>
		(window as unknown as { watched: Watched }).watched.frames.splice(0),
	);
	return frames.sort((a, b) => a - b);
}

export function firstPicture(page: Page): Promise<number | null> {
	return page.evaluate(() => (window as unknown as { watched: Watched }).watched.firstPicture);
}
