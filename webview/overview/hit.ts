import type { OverviewMessages, OverviewPartition } from '../../src/session/protocol.ts';
import type { Camera } from './camera.ts';
import { type Layout, laneAt, STRIP } from './layout.ts';
import { messagePoints } from './overlayPainter.ts';
import type { Palette } from './palette.ts';

/** What is at a point of the picture. */
export type Hit =
	| { kind: 'conflict'; conflict: number }
	/** The conflicts of a stretch, too many to be told apart. */
	| { kind: 'conflicts'; from: number; to: number }
	| { kind: 'message'; message: number }
	/** A lane's bin. */
	| { kind: 'lane'; lane: number; from: number; to: number; partitions: OverviewPartition[] };

interface Drawn {
	camera: Camera;
	layout: Layout;
	palette: Palette;
	/** Positions a bin. */
	binWidth: number;
	messages: OverviewMessages | null;
	/** Those that are drawn as lines. */
	shownMessages: readonly number[];
	partitions: readonly OverviewPartition[];
	conflictAt(x: number, y: number): number;
}

/** Pixels that one may miss a message by. */
const NEAR = 4;

/** What a point means; null for nothing. */
export function hitAt(drawn: Drawn, x: number, y: number): Hit | null {
	const { camera, layout, binWidth, partitions } = drawn;
	const at = camera.positionAt(x);
	if (at < 0 || at >= camera.length) return null;
	const from = Math.floor(at / binWidth) * binWidth;
	const to = Math.min(camera.length, from + binWidth);
	if (y < STRIP) {
		const conflict = drawn.conflictAt(x, y);
		return conflict >= 0 ? { kind: 'conflict', conflict } : { kind: 'conflicts', from, to };
	}
	const lane = laneAt(layout, y);
	if (lane < 0) return null;
	const message = messageAt(drawn, x, y);
	if (message >= 0) return { kind: 'message', message };
	const here = partitions.filter(
		({ a, b, start, end }) => (a === lane || b === lane) && start <= at && at < end,
	);
	return { kind: 'lane', lane, from, to, partitions: here };
}

/** The nearest line of a message, or -1. On a lane's own rows its events come first. */
function messageAt(drawn: Drawn, x: number, y: number): number {
	const { messages, shownMessages } = drawn;
	if (!messages) return -1;
	let best = -1;
	let least = NEAR;
	for (const i of shownMessages) {
		const distance = distanceTo(x, y, ...messagePoints(drawn, messages, i));
		if (distance < least) {
			least = distance;
			best = i;
		}
	}
	return best;
}

function distanceTo(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
	const [dx, dy] = [x2 - x1, y2 - y1];
	const length = dx * dx + dy * dy;
	const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
	return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}
