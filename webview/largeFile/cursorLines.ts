import type { Lines } from './cursor.ts';
import type { LineStore } from './lineStore.ts';
import type { TextView } from './textView.ts';

/** What the cursor is told of the text. */
export function cursorLines(store: LineStore, view: () => TextView): Lines {
	return {
		get count() {
			return store.count;
		},
		get isCounted() {
			return store.isCounted;
		},
		get page() {
			return Math.max(1, Math.floor(view().scroller.visible) - 1);
		},
		textOf: (line) => store.get(line)?.text ?? null,
		startOf: (line) => store.get(line)?.before?.columns ?? 0,
		isCut: (line) => (store.get(line)?.more ?? 0) > 0,
	};
}
