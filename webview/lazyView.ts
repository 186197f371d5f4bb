import { fill, h } from './dom.ts';
import { progressRing } from './ui.ts';
import type { AtCursor, Target, View } from './view.ts';

/** A view whose code is loaded when it is first wanted. What it is told before is told to it then. */
export function lazyView(load: () => Promise<View>): View {
	const element = h('div', { class: 'lazy' });
	let view: View | null = null;
	let loading = false;
	let shown = false;
	let target: Target | null = null;
	let at: AtCursor | null = null;

	async function start(): Promise<void> {
		loading = true;
		fill(element, progressRing());
		view = await load();
		fill(element, view.element);
		if (target) view.aim?.(target);
		if (shown) view.show();
		if (at) view.follow(at);
	}

	return {
		element,
		prepare() {
			if (!loading) void start();
		},
		show() {
			shown = true;
			if (view) view.show();
			else this.prepare?.();
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
