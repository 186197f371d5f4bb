/** Gives the focus back to what had it when the page was left for the text: a browser forgets that of a frame that it leaves. */
export function keepFocus(): void {
	let last: EventTarget | null = null;
	document.addEventListener('focusin', ({ target }) => {
		last = target;
	});
	window.addEventListener('focus', () => {
		if (document.activeElement !== document.body) return;
		if (last instanceof HTMLElement || last instanceof SVGElement) last.focus({ preventScroll: true });
	});
}
