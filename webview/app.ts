import type { Place, Summary, ToWebview } from '../src/session/protocol.ts';
import { ClocksView } from './clocks/view.ts';
import { ConflictsView } from './conflicts/view.ts';
import { debounce, fill, h } from './dom.ts';
import { connect, type HostEvent } from './host.ts';
import { keepFocus } from './keptFocus.ts';
import { KeysView } from './keys/view.ts';
import { lazyView } from './lazyView.ts';
import { readNavigation, type Tab } from './navigation.ts';
import { SequenceView } from './sequence/view.ts';
import { StatusBar } from './status.ts';
import { StrategiesView } from './strategies/view.ts';
import { tabs } from './ui.ts';
import type { Context, Target, View } from './view.ts';

/** Starts the page: `files` are the trace's, kept in the persisted state so that a reload finds them again. */
export function startApp(root: HTMLElement, files: readonly string[]): void {
	const host = connect(onEvent);
	const persisted = host.persisted as { navigation?: unknown } | undefined;
	const navigation = readNavigation(persisted?.navigation);
	const persist = () => host.persist({ files, navigation });
	const persistSoon = debounce(150, persist);
	const heading = h('h1', { class: 'visually-hidden' }, 'Replication Trace');
	const live = h('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
	let summary: Summary | null = null;
	let lastCursor: Place | null = null;

	const context: Context = {
		host,
		navigation,
		get summary() {
			return summary;
		},
		navigated: persistSoon,
		announce: (text) => fill(live, text),
		reveal(place, preserveFocus) {
			if (preserveFocus && !navigation.follow) return;
			host.post({ type: 'reveal', place: { file: place.file, line: place.line }, preserveFocus });
		},
		show,
	};
	const views: Record<Tab, View> = {
		conflicts: new ConflictsView(context),
		overview: lazyView(async () => new (await import('./overview/view.ts')).OverviewView(context)),
		sequence: new SequenceView(context),
		keys: new KeysView(context),
		clocks: new ClocksView(context),
		strategies: new StrategiesView(context),
	};
	const status = new StatusBar(context);
	const pages = tabs(
		[
			{ id: 'conflicts', title: 'Conflicts', content: views.conflicts.element },
			{ id: 'overview', title: 'Overview', content: views.overview.element },
			{ id: 'sequence', title: 'Sequence', content: views.sequence.element },
			{ id: 'keys', title: 'Keys', content: views.keys.element },
			{ id: 'clocks', title: 'Clocks', content: views.clocks.element },
			{ id: 'strategies', title: 'Strategies', content: views.strategies.element },
		],
		navigation.tab,
		(id) => show({ tab: id as Tab }),
	);
	pages.element.hidden = true;
	fill(root, heading, status.element, pages.element, live);
	persist();
	host.post({ type: 'ready' });
	keepFocus();
	views[navigation.tab].prepare?.();

	function show(target: Target): void {
		navigation.tab = target.tab;
		persistSoon();
		pages.select(target.tab);
		views[target.tab].aim?.(target);
		if (summary) views[target.tab].show();
		else views[target.tab].prepare?.();
	}

	function onEvent(event: HostEvent): void {
		switch (event.type) {
			case 'analysis':
				onAnalysis(event);
				break;
			case 'progress':
				status.progress(event.done, event.label);
				break;
			case 'failed':
				status.failed(event.message, summary !== null);
				break;
			case 'cursor':
				lastCursor = event.place;
				if (navigation.follow && summary) void follow(event.place);
				break;
			case 'show':
				show(event);
				break;
		}
	}

	function onAnalysis(event: Extract<ToWebview, { type: 'analysis' }>): void {
		summary = event.summary;
		document.title = event.title;
		fill(heading, `Replication trace ${event.title}`);
		status.analysis(summary);
		pages.element.hidden = summary === null;
		if (summary) views[navigation.tab].show();
	}

	/** Only the newest place counts: answers that are overtaken are dropped. */
	async function follow(place: Place): Promise<void> {
		const answer = await host.query('at', place);
		if (lastCursor === place && 'ok' in answer) views[navigation.tab].follow({ place, ...answer.ok });
	}
}
