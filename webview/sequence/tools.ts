import { fill, h } from '../dom.ts';
import { button, checkbox, dropdown } from '../ui.ts';
import type { Context } from '../view.ts';
import { number } from '../words.ts';
import { pngOf, standaloneSvg } from './export.ts';
import type { DiagramPane } from './pane.ts';

export interface SequenceTools {
	readonly element: HTMLElement;
	setZoom(scale: number): void;
}

/** Buttons that act on the diagram: zoom, list, copy, save. */
export function sequenceTools(
	context: Context,
	pane: DiagramPane,
	source: () => string | null,
	listed: () => void,
): SequenceTools {
	const settings = context.navigation.sequence;
	const percent = h('span', { class: 'count zoom-percent' });
	const save = (kind: 'svg' | 'png', data: string) =>
		context.host.post({ type: 'save', suggestedName: `sequence.${kind}`, kind, data });
	const element = h(
		'div',
		{ class: 'tools', role: 'toolbar', 'aria-label': 'Diagram' },
		button({ label: 'Zoom out', icon: 'zoomOut', iconOnly: true, onClick: () => pane.zoom.out() }),
		percent,
		button({ label: 'Zoom in', icon: 'zoomIn', iconOnly: true, onClick: () => pane.zoom.in() }),
		button({ label: 'Fit to width', icon: 'fit', iconOnly: true, onClick: () => pane.zoom.fit() }),
		checkbox('As list', settings.asList, (asList) => {
			settings.asList = asList;
			context.navigated();
			listed();
		}),
		h('span', { class: 'gap' }),
		button({
			label: 'Copy as Mermaid',
			icon: 'copy',
			onClick: () => {
				const text = source();
				if (text === null) return;
				context.host.post({ type: 'copy', text, what: 'the sequence diagram as Mermaid' });
				context.announce('Copied.');
			},
		}),
		dropdown({
			label: 'Colours of saved pictures',
			options: [
				['theme', 'Theme colours'],
				['print', 'White paper'],
			] as const,
			value: settings.colors,
			onChange: (colors) => {
				settings.colors = colors;
				context.navigated();
			},
		}),
		button({
			label: 'Save SVG',
			icon: 'save',
			onClick: () => pane.svg && save('svg', standaloneSvg(pane.svg, settings.colors)),
		}),
		button({
			label: 'Save PNG',
			icon: 'image',
			onClick: async () => pane.svg && save('png', await pngOf(pane.svg, settings.colors)),
		}),
	);
	return {
		element,
		setZoom: (scale) => fill(percent, `${number(Math.round(scale * 100))} %`),
	};
}
