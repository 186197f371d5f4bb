import type { DiagramScope, Place, Summary } from '../src/session/protocol.ts';
import type { Host } from './host.ts';
import type { Navigation, Tab } from './navigation.ts';

/** What a view shares with the page around it. */
export interface Context {
	readonly host: Host;
	/** Views change it in place and then call `navigated`. */
	readonly navigation: Navigation;
	/** The newest analysis' figures; null while there is none. */
	readonly summary: Summary | null;
	/** Persists the navigation. */
	navigated(): void;
	/** Tells screen readers, politely. */
	announce(text: string): void;
	/**
	 * Moves the text cursor. With `preserveFocus` the keyboard stays here, and nothing moves where the user does not want
	 * cursor and selection to follow each other.
	 */
	reveal(place: Place, preserveFocus: boolean): void;
	/** Goes to another tab and shows this there. */
	show(target: Target): void;
}

/** What to show, in which tab. */
export interface Target {
	tab: Tab;
	scope?: DiagramScope;
	key?: string;
	conflict?: number;
}

/** What stands where the text cursor is. */
export interface AtCursor {
	place: Place;
	key: string | null;
	conflict: number | null;
	version: number | null;
}

/** One tab's content. */
export interface View {
	readonly element: HTMLElement;
	/** It is going to be shown, though there is nothing to show yet. */
	prepare?(): void;
	/** It is visible now; the analysis may be a newer one than when it was last shown. */
	show(): void;
	/** Takes what a target names into the navigation; `show` follows. */
	aim?(target: Target): void;
	/** The text cursor moved while this view is visible. */
	follow(at: AtCursor): void;
}
