import { h } from '../dom.ts';

const WIDTH = 14;
/** By severity: hint, information, warning, error. */
const COLOURS = [
	'--vscode-editorHint-foreground',
	'--vscode-editorOverviewRuler-infoForeground',
	'--vscode-editorOverviewRuler-warningForeground',
	'--vscode-editorOverviewRuler-errorForeground',
];

interface RulerContent {
	severities: Uint8Array;
	/** Lines of matches, rising; `count` of them. */
	matches: Uint32Array;
	count: number;
	cursor: number;
	lines: number;
}

/** The strip beside the scroll bar that shows where in the file something is. */
export class Ruler {
	readonly element = h('canvas', { class: 'ruler', width: WIDTH, 'aria-hidden': true });

	/** How many stretches it can tell apart. */
	get steps(): number {
		return Math.floor(this.element.clientHeight / 2);
	}

	draw({ severities, matches, count, cursor, lines }: RulerContent): void {
		const { element } = this;
		const height = element.clientHeight;
		if (element.height !== height) element.height = height;
		const context = element.getContext('2d');
		if (context === null) return;
		context.clearRect(0, 0, WIDTH, height);
		const style = getComputedStyle(document.documentElement);
		const colour = (name: string) =>
			style.getPropertyValue(name) || style.getPropertyValue('--vscode-foreground');
		const colours = COLOURS.map(colour);
		const step = height / Math.max(1, severities.length);
		for (const [at, severity] of severities.entries()) {
			if (severity === 0) continue;
			context.fillStyle = colours[severity - 1] as string;
			context.fillRect(WIDTH / 2, at * step, WIDTH / 2, Math.max(2, step));
		}
		const yOf = (line: number) => ((line - 1) / Math.max(1, lines)) * height;
		context.fillStyle = colour('--vscode-editorOverviewRuler-findMatchForeground');
		// Of many matches in one pixel one is enough.
		for (let at = 0, last = -1; at < count; at++) {
			const y = Math.floor(yOf(matches[at] as number));
			if (y !== last) context.fillRect(0, y, WIDTH / 2, 2);
			last = y;
		}
		context.fillStyle = colour('--vscode-editorCursor-foreground');
		context.fillRect(0, yOf(cursor), WIDTH, 1);
	}
}
