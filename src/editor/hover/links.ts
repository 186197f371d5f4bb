import type { Place, VisualizerTarget } from '../../session/traceSession.ts';

/** How a hover leads on: targets of Markdown links. */
export interface HoverLinks {
	line(place: Place): string;
	/** `place`: where the hover is. */
	visualizer(target: VisualizerTarget, place: Place): string;
	/** What to call a line: its number, with the file's name where the trace has several files. */
	label(place: Place): string;
}
