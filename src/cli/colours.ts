import { styleText } from 'node:util';
import type { TextStyle } from '../report/textStyle.ts';

const FORMATS = { heading: 'bold', open: 'red', resolved: 'green', faint: 'dim' } as const;

/** Colours where the stream is a terminal that has them (NO_COLOR and FORCE_COLOR are respected), else none. */
export function colours(stream: NodeJS.WriteStream): TextStyle | undefined {
	return stream.isTTY && stream.hasColors() ? (kind, text) => styleText(FORMATS[kind], text) : undefined;
}
