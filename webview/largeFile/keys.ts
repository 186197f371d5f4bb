import type { Move } from './cursor.ts';

const MOVES: Readonly<Record<string, Move>> = {
	ArrowLeft: 'left',
	ArrowRight: 'right',
	ArrowUp: 'up',
	ArrowDown: 'down',
	PageUp: 'pageUp',
	PageDown: 'pageDown',
	Home: 'home',
	End: 'end',
};
const WITH_CONTROL: Readonly<Record<string, Move>> = {
	ArrowLeft: 'wordLeft',
	ArrowRight: 'wordRight',
	Home: 'start',
	End: 'finish',
};
/** macOS has no Home and End keys: arrows with Command and Option stand for what other systems have keys for. */
const WITH_COMMAND: Readonly<Record<string, Move>> = {
	ArrowLeft: 'home',
	ArrowRight: 'end',
	ArrowUp: 'start',
	ArrowDown: 'finish',
};
const WITH_OPTION: Readonly<Record<string, Move>> = { ArrowLeft: 'wordLeft', ArrowRight: 'wordRight' };

const isMac = navigator.userAgent.includes('Mac');

/** How a key moves the cursor; undefined where it does not. */
export function moveOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): Move | undefined {
	if (metaKey) return isMac && !ctrlKey && !altKey ? WITH_COMMAND[key] : undefined;
	if (altKey) return isMac && !ctrlKey ? WITH_OPTION[key] : undefined;
	return ctrlKey ? WITH_CONTROL[key] : MOVES[key];
}

/** How many lines a key scrolls without moving the cursor; 0: none. */
export function scrollOf({ key, ctrlKey, altKey }: KeyboardEvent): number {
	if (!ctrlKey || altKey) return 0;
	return key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
}

/** Whether a key stands for something with Ctrl, or Command on macOS. */
export function isCommand(event: KeyboardEvent, key: string): boolean {
	return (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && event.key.toLowerCase() === key;
}
