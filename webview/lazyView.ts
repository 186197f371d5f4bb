import { fill, h } from './dom.ts';
import { progressRing } from './ui.ts';
import type { AtCursor, Target, View } from './view.ts';

/** A view whose code is loaded when it is first shown. What it is told before is told to it then. */
export function lazyView(load: () => Promise<View>): View {
	const element = h('div', { class: 'lazy' });
	let view: View | null = null;
	let loading = false;
	let target: Target | null = null;
	let at: AtCursor | null = null;

	async function start(): Promise<void> {
		loading = true;
		fill(element, progressRing());
		view = await load();
		fill(element, view.element);
		if (target) view.aim?.(target);
		view.show();
		if (at) view.follow(at);
	}

	return {
		element,
		show() {
			if (view) view.show();
			else if (!loading) void start();
		},
		aim(wanted) {
			if (view) view.aim?.(wanted);
			else target = wanted;
		},
		follow(place) {
			if (view) view.follow(place);
			else at = place;
		},
	};
}
