import type { Camera } from './camera.ts';

/** How much a key moves, as a share of what is seen; with Shift it marks so much. */
const STEP = 0.1;
const MARK_STEP = 0.02;
const ZOOM = 1.5;

export interface KeyActions {
	/** The camera was moved. */
	moved(): void;
	/** The user marks a stretch. */
	mark(from: number, to: number): void;
	/** The stretch that is marked now. */
	marked(): { from: number; to: number } | null;
	/** Takes the mark back. */
	clear(): void;
	step(direction: 1 | -1): void;
	/** To the next lane, or the one before it. */
	lane?(step: 1 | -1): void;
	activate?(): void;
}

/** The keys that zoom, move and mark, wherever in the overview the focus is on `element` itself. */
export function listenToKeys(element: HTMLElement, camera: Camera, actions: KeyActions): void {
	const move = (change: () => void) => () => {
		change();
		actions.moved();
	};
	// Makes the marked stretch longer or shorter at its end; without one it begins in the middle of what is seen.
	const extend = (direction: 1 | -1) => () => {
		const middle = (camera.from + camera.to) / 2;
		const { from, to } = actions.marked() ?? { from: middle, to: middle };
		const end = Math.min(camera.length, to + direction * MARK_STEP * camera.span);
		actions.mark(Math.min(from, end), Math.max(from, end));
	};
	const keys: Partial<Record<string, () => void>> = {
		ArrowLeft: move(() => camera.pan(-STEP * camera.width)),
		ArrowRight: move(() => camera.pan(STEP * camera.width)),
		Home: move(() => camera.show(0, camera.span)),
		End: move(() => camera.show(camera.length - camera.span, camera.length)),
		'+': move(() => camera.zoom(ZOOM)),
		'=': move(() => camera.zoom(ZOOM)),
		'-': move(() => camera.zoom(1 / ZOOM)),
		'0': move(() => camera.show(0, camera.length)),
		n: () => actions.step(1),
		p: () => actions.step(-1),
		Escape: () => actions.clear(),
	};
	const { lane, activate } = actions;
	if (lane) Object.assign(keys, { ArrowUp: () => lane(-1), ArrowDown: () => lane(1) });
	if (activate) keys.Enter = activate;
	const withShift: typeof keys = { ...keys, ArrowLeft: extend(-1), ArrowRight: extend(1) };
	element.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
		const action = (event.shiftKey ? withShift : keys)[event.key];
		if (!action) return;
		event.preventDefault();
		action();
	});
}
