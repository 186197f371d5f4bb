/** The diagram's colours on white paper; the others are those of the theme. */
const PRINT: Record<string, string> = {
	background: '#ffffff',
	text: '#1f1f1f',
	line: '#1f1f1f',
	actor: '#eef2f8',
	border: '#5a6b85',
	lifeline: '#9aa5b5',
	note: '#f5f5f5',
	'note-text': '#1f1f1f',
	'note-border': '#b0b0b0',
	emphasis: '#fff4d6',
	'emphasis-text': '#1f1f1f',
	'emphasis-border': '#b88500',
};

/** No picture is wider or higher than this many pixels: browsers draw no larger ones. */
const MAX_SIDE = 16_000;
/** Nor has it more pixels in all. */
const MAX_PIXELS = 120e6;

/**
 * The drawing as an SVG that needs nothing but itself: colours in place of the theme's variables, a background, none of
 * the page's helpers.
 */
export function standaloneSvg(drawing: SVGSVGElement, colors: 'theme' | 'print'): string {
	const copy = drawing.cloneNode(true) as SVGSVGElement;
	const { x, y, width, height } = drawing.viewBox.baseVal;
	for (const helper of copy.querySelectorAll('.hit, .heads-plate, .statement > title')) helper.remove();
	copy.querySelector('.heads')?.removeAttribute('transform');
	for (const element of [copy, ...copy.querySelectorAll('[tabindex], [aria-current]')])
		for (const name of ['tabindex', 'aria-current']) element.removeAttribute(name);
	for (const group of copy.querySelectorAll('.statement')) {
		group.removeAttribute('role');
		group.classList.remove('selected', 'linked');
	}
	copy.setAttribute('width', String(width));
	copy.setAttribute('height', String(height));
	copy.removeAttribute('style');
	copy.setAttribute('role', 'img');
	const paper = document.createElementNS(copy.namespaceURI, 'rect');
	for (const [name, value] of Object.entries({ x, y, width, height, fill: 'var(--diagram-background)' }))
		paper.setAttribute(name, String(value));
	copy.prepend(paper);
	const text = new XMLSerializer().serializeToString(copy);
	return text.replace(/var\(--diagram-([a-z-]+)\)/g, (_, name: string) =>
		colors === 'print' ? PRINT[name]! : themeColor(name),
	);
}

/** The drawing as a PNG, base64. Twice its size, where that is not too large for a picture. */
export async function pngOf(drawing: SVGSVGElement, colors: 'theme' | 'print'): Promise<string> {
	const { width, height } = drawing.viewBox.baseVal;
	const scale = Math.min(2, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_PIXELS / (width * height)));
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standaloneSvg(drawing, colors))}`;
	await image.decode();
	const canvas = document.createElement('canvas');
	canvas.width = Math.ceil(width * scale);
	canvas.height = Math.ceil(height * scale);
	canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
	return canvas.toDataURL('image/png').split(',')[1]!;
}

/** A colour of the theme as other programs understand it, whatever way the theme writes it. */
function themeColor(name: string): string {
	const probe = document.createElement('span');
	probe.style.color = `var(--diagram-${name})`;
	document.body.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}
