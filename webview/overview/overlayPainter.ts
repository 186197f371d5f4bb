import type { OverviewMessages, OverviewPartition } from '../../src/session/protocol.ts';
import type { Camera } from './camera.ts';
import { ACTIVITIES } from './lanePainter.ts';
import { type Layout, laneTop, messageHeight, STRIP } from './layout.ts';
import type { Palette } from './palette.ts';

const MESSAGES = ACTIVITIES.indexOf('messages');
/** Messages are drawn as lines where each has this many pixels to itself. */
const ROOM = 8;
const HATCH = 7;
/** Farther from what is seen nothing is drawn, in pixels. */
const FAR = 2000;

interface Sight {
	camera: Camera;
	layout: Layout;
	palette: Palette;
}

/** Hatches the lanes of two replicas while they exchange nothing. */
export function paintPartitions(
	context: CanvasRenderingContext2D,
	{ camera, layout, palette }: Sight,
	partitions: readonly OverviewPartition[],
): void {
	context.strokeStyle = palette.css.partition;
	context.fillStyle = palette.css.partition;
	context.lineWidth = 1;
	const seen = partitions.filter(({ start, end }) => start < camera.to && end > camera.from);
	for (let lane = layout.firstLane; lane < layout.endLane; lane++) {
		const own = seen.filter(({ a, b }) => a === lane || b === lane);
		for (const { start, end } of joined(own)) {
			const [x, to] = [Math.max(0, camera.xOf(start)), Math.min(camera.width, camera.xOf(end))];
			if (to > x) hatch(context, x, laneTop(layout, lane), to - x, layout.laneHeight - layout.laneGap);
		}
	}
}

/** Stretches that overlap as one: a replica cut off from several others is hatched once. */
function joined(stretches: readonly OverviewPartition[]): { start: number; end: number }[] {
	const result: { start: number; end: number }[] = [];
	for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
		const last = result.at(-1);
		if (last && start <= last.end) last.end = Math.max(last.end, end);
		else result.push({ start, end });
	}
	return result;
}

function hatch(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
	context.save();
	context.beginPath();
	context.rect(x, y, width, height);
	context.clip();
	context.globalAlpha = 0.16;
	context.fillRect(x, y, width, height);
	context.globalAlpha = 0.75;
	context.beginPath();
	// Tied to the screen, not to the stretch: lines of neighbours meet.
	for (let at = x - (x % HATCH) - height; at < x + width; at += HATCH) {
		context.moveTo(at, y + height);
		context.lineTo(at + height, y);
	}
	context.stroke();
	context.restore();
}

/**
 * The messages that are wide enough apart to be told one from another, by number; none where they are too many. `passing`: how many
 * that pass over all that is seen are not among them, since there is no room for these.
 */
export function messagesInSight(
	{ camera }: Sight,
	messages: OverviewMessages | null,
	beyond: number,
): { shown: number[]; passing: number } {
	const ending: number[] = [];
	const passing: number[] = [];
	const most = camera.width / ROOM;
	for (let i = 0; i < (messages?.sent.length ?? 0); i++) {
		const { sent, received, from, to } = messages!;
		const [first, last] = [Math.min(sent[i]!, received[i]!), Math.max(sent[i]!, received[i]!)];
		if (last < camera.from || first > camera.to || from[i]! < 0 || to[i]! < 0) continue;
		if (first < camera.from && last > camera.to) passing.push(i);
		else ending.push(i);
		if (ending.length > most) return { shown: [], passing: 0 };
	}
	if (ending.length + passing.length > most) return { shown: ending, passing: passing.length + beyond };
	return { shown: [...ending, ...passing], passing: beyond };
}

/** Where a message begins and ends on the screen. */
export function messagePoints(
	{ camera, layout }: Sight,
	messages: OverviewMessages,
	i: number,
): [x: number, y: number, toX: number, toY: number] {
	// In the middle of the line or event that it is.
	const half = layout.rows.length === 0 ? 0 : Math.min(6, 0.5 / camera.scale);
	return [
		camera.xOf(messages.sent[i]!) + half,
		messageHeight(layout, messages.from[i]!, MESSAGES),
		camera.xOf(messages.received[i]!) + half,
		messageHeight(layout, messages.to[i]!, MESSAGES),
	];
}

/** Draws messages from their sends to their receives, with an arrow's head. */
export function paintMessages(
	context: CanvasRenderingContext2D,
	sight: Sight,
	messages: OverviewMessages,
	shown: readonly number[],
	hovered: number,
): void {
	const { layout, palette } = sight;
	context.save();
	context.beginPath();
	context.rect(0, layout.lanesTop, sight.camera.width, layout.lanesHeight);
	context.clip();
	for (const i of shown) {
		const [x, y, toX, toY] = messagePoints(sight, messages, i);
		context.strokeStyle = context.fillStyle = i === hovered ? palette.css.focus : palette.css.text;
		context.globalAlpha = i === hovered ? 1 : 0.5;
		context.lineWidth = i === hovered ? 2 : 1;
		context.beginPath();
		context.moveTo(...pointOn(x, y, toX, toY, sight.camera.width));
		context.lineTo(...pointOn(toX, toY, x, y, sight.camera.width));
		context.stroke();
		if (toX < -FAR || toX > sight.camera.width + FAR) continue;
		const angle = Math.atan2(toY - y, toX - x);
		context.beginPath();
		context.moveTo(toX, toY);
		for (const side of [-0.4, 0.4])
			context.lineTo(toX - 7 * Math.cos(angle + side), toY - 7 * Math.sin(angle + side));
		context.fill();
	}
	context.restore();
}

/** The first end of a line, or where it comes near to what is seen: canvases are not precise far away. */
function pointOn(x: number, y: number, toX: number, toY: number, width: number): [x: number, y: number] {
	const near = Math.min(width + FAR, Math.max(-FAR, x));
	return near === x ? [x, y] : [near, y + ((toY - y) * (near - x)) / (toX - x)];
}

/** A stretch that the user marked. */
export function paintRange(
	context: CanvasRenderingContext2D,
	{ camera, layout, palette }: Sight,
	range: { from: number; to: number },
): void {
	const [x, to] = [camera.xOf(range.from), camera.xOf(range.to)];
	const height = layout.lanesTop + layout.lanesHeight;
	context.fillStyle = palette.css.range;
	context.globalAlpha = 0.22;
	context.fillRect(x, 0, to - x, height);
	context.globalAlpha = 1;
	for (const edge of [x, to]) context.fillRect(edge - 1, 0, 2, height);
}

/** Where the text cursor is: a line with a head, so that it is no bar. */
export function paintCursor(
	context: CanvasRenderingContext2D,
	{ camera, layout, palette }: Sight,
	at: number,
): void {
	const x = camera.xOf(at);
	if (x < -5 || x > camera.width + 5) return;
	context.fillStyle = palette.css.cursor;
	context.fillRect(x - 0.75, 0, 1.5, layout.lanesTop + layout.lanesHeight);
	context.beginPath();
	context.moveTo(x - 5, STRIP);
	context.lineTo(x + 5, STRIP);
	context.lineTo(x, STRIP + 6);
	context.fill();
}
