/** Calls back where the text is to be copied: by keys, or by a menu. The browser has no selection of its own to copy. */
export function copyOnRequest(copy: () => void): void {
	// Without it, copying by a menu would be off.
	document.addEventListener('beforecopy', (event) => event.preventDefault());
	document.addEventListener('copy', (event) => {
		const isElsewhere = document.activeElement instanceof HTMLInputElement;
		if (isElsewhere || !document.getSelection()?.isCollapsed) return;
		event.preventDefault();
		copy();
	});
}
