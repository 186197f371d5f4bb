/** What the drawing's colours are called in the style sheet, after `--overview-`. */
const NAMES = [
	'background',
	'writes',
	'deletes',
	'reads',
	'messages',
	'other',
	'open',
	'resolved',
	'lane',
	'line',
	'text',
	'partition',
	'cursor',
	'range',
	'focus',
] as const;

type Name = (typeof NAMES)[number];

/** The theme's colours, as a canvas takes them and as pixels. */
export interface Palette {
	css: Record<Name, string>;
	/** As a Uint32 of an ImageData's pixels. */
	pixel: Record<Name, number>;
	font: string;
}

/** Reads the colours that the theme gives to an element. */
export function readPalette(element: HTMLElement): Palette {
	const probe = document.createElement('span');
	element.append(probe);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = 1;
	const brush = canvas.getContext('2d', { willReadFrequently: true })!;
	const css = {} as Palette['css'];
	const pixel = {} as Palette['pixel'];
	for (const name of NAMES) {
		probe.style.color = `var(--overview-${name})`;
		// The computed colour is one that every canvas understands, whatever way the theme writes it.
		css[name] = getComputedStyle(probe).color;
		// Pixels are opaque: what shines through in the theme is what is behind it here.
		for (const colour of [css.background, css[name]]) {
			brush.fillStyle = colour;
			brush.fillRect(0, 0, 1, 1);
		}
		pixel[name] = new Uint32Array(brush.getImageData(0, 0, 1, 1).data.buffer)[0]!;
	}
	probe.remove();
	return { css, pixel, font: getComputedStyle(element).fontFamily };
}

/** Calls back after a change of the theme, until the element is gone for good. */
export function onThemeChange(changed: () => void): void {
	const observer = new MutationObserver(changed);
	observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}
