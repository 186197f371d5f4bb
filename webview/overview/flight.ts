import type { Camera } from './camera.ts';

const DURATION = 320;

/** Moves the camera to another stretch so that one sees where it goes; at once for who wants no motion. */
export class Flight {
	private running = 0;

	constructor(
		private readonly camera: Camera,
		private readonly moved: () => void,
	) {}

	/** The user takes over. */
	cancel(): void {
		this.running++;
	}

	to(from: number, to: number): void {
		const flight = ++this.running;
		const { camera } = this;
		const start = { from: camera.from, to: camera.to };
		if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
			camera.show(from, to);
			this.moved();
			return;
		}
		const began = performance.now();
		const frame = (now: number) => {
			if (flight !== this.running) return;
			const done = Math.min(1, Math.max(0, (now - began) / DURATION));
			const share = done * done * (3 - 2 * done);
			// The span changes by factors: as fast for the eye at every scale.
			const span = (start.to - start.from) * ((to - from) / (start.to - start.from)) ** share;
			const middle = (start.from + start.to) / 2 + ((from + to) / 2 - (start.from + start.to) / 2) * share;
			if (done === 1) camera.show(from, to);
			else camera.show(middle - span / 2, middle + span / 2);
			this.moved();
			if (done < 1) requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	}
}
