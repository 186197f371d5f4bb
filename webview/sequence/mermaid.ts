/** The only file that knows mermaid. Imported when a diagram is first shown: it is most of the page's code. */
import mermaid from 'mermaid';

/** Characters of source up to which a diagram is drawn; beyond its own limit mermaid would draw another one. */
const MAX_SOURCE = 400_000;

const color = (name: string) => `var(--diagram-${name})`;

let drawn = 0;

/**
 * Draws a sequence diagram. Its colours are the style sheet's `--diagram-…` variables, so that a change of theme needs no
 * new drawing; its letters are measured in the page's font.
 *
 * @throws in words, where mermaid cannot read the source
 */
export async function drawSequence(source: string): Promise<SVGSVGElement> {
	if (source.length > MAX_SOURCE) throw new Error('This diagram is too large to be drawn.');
	const fontFamily = getComputedStyle(document.body).fontFamily;
	mermaid.initialize({
		startOnLoad: false,
		securityLevel: 'strict',
		suppressErrorRendering: true,
		maxTextSize: MAX_SOURCE,
		theme: 'base',
		look: 'classic',
		fontFamily,
		themeVariables: {
			fontFamily,
			signalColor: color('line'),
			signalTextColor: color('text'),
			actorBkg: color('actor'),
			actorTextColor: color('text'),
			actorBorder: color('border'),
			actorLineColor: color('lifeline'),
			noteBkgColor: color('note'),
			noteTextColor: color('note-text'),
			noteBorderColor: color('note-border'),
			sequenceNumberColor: color('background'),
		},
		sequence: {
			useMaxWidth: false,
			mirrorActors: false,
			diagramMarginX: 16,
			diagramMarginY: 4,
			actorMargin: 64,
			width: 110,
			height: 34,
			messageMargin: 30,
			noteMargin: 8,
			actorFontFamily: fontFamily,
			actorFontSize: 13,
			messageFontFamily: fontFamily,
			messageFontSize: 13,
			noteFontFamily: fontFamily,
			noteFontSize: 12,
		},
	});
	// mermaid measures in the page; out of sight, so that nothing flickers.
	const workshop = document.createElement('div');
	workshop.className = 'workshop';
	document.body.append(workshop);
	try {
		const { svg } = await mermaid.render(`diagram-${++drawn}`, source, workshop);
		const holder = document.createElement('template');
		// mermaid's own SVG of escaped source, cleaned by its DOMPurify (`strict`).
		holder.innerHTML = svg;
		const drawing = holder.content.querySelector('svg');
		if (!drawing) throw new Error('mermaid drew nothing.');
		drawing.querySelector('style')?.append(emphasis(drawing.id));
		return drawing;
	} finally {
		workshop.remove();
	}
}

/** Notes that say more than a vector stand out. In the drawing's own style, so that saved pictures have it too. */
function emphasis(id: string): string {
	const note = `#${id} .statement.note:not(.vector)`;
	return `${note} rect.note{fill:${color('emphasis')};stroke:${color('emphasis-border')};stroke-width:2;}${note} .noteText>tspan{fill:${color('emphasis-text')};}`;
}
