import type { OverviewInfo } from '../../src/session/protocol.ts';
import type { Camera } from './camera.ts';
import { AXIS, type Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import { ticksOf } from './ticks.ts';

/** A label has this many pixels to itself. */
const ROOM = 110;
/** With the names of files before the lines. */
const NAMED_ROOM = 190;

/** Draws the axis with its round lines or times, and where files begin. */
export function paintAxis(
	context: CanvasRenderingContext2D,
	camera: Camera,
	layout: Layout,
	palette: Palette,
	info: OverviewInfo,
	names: readonly string[],
): void {
	const bottom = layout.height - AXIS;
	context.fillStyle = palette.css.background;
	context.fillRect(0, bottom, camera.width, AXIS);
	context.fillStyle = palette.css.line;
	context.fillRect(0, bottom, camera.width, 1);
	context.font = `11px ${palette.font}`;
	context.textBaseline = 'middle';
	const room = info.fileStarts.length > 1 ? NAMED_ROOM : ROOM;
	for (const { at, label } of ticksOf(info, camera.from, camera.to, camera.width / room, names)) {
		const x = camera.xOf(at);
		context.fillStyle = palette.css.line;
		context.fillRect(Math.round(x), bottom, 1, 5);
		context.fillStyle = palette.css.text;
		const width = context.measureText(label).width;
		context.fillText(label, Math.max(1, Math.min(camera.width - width - 1, x - width / 2)), bottom + 13);
	}
	context.fillStyle = palette.css.text;
	for (const start of info.fileStarts.slice(1)) {
		const x = Math.round(camera.xOf(start));
		if (x >= 0 && x <= camera.width) context.fillRect(x, 0, 1, bottom + AXIS);
	}
}
