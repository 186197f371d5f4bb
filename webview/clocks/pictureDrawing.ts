import type { ClockLane, ClockPicture } from '../../src/session/protocol.ts';
import { svg } from '../dom.ts';
import { number, visible } from '../words.ts';
import { type BandPoint, PICTURE, type PictureLayout } from './pictureLayout.ts';
import { duration } from './words.ts';

/** Draws the picture. Colours and emphasis are the style sheet's; shapes tell marks apart without colour. */
export function drawPicture(picture: ClockPicture, layout: PictureLayout): SVGSVGElement {
	const { width, height } = layout;
	return svg(
		'svg',
		{ class: 'clock-picture', role: 'img', width, height, viewBox: `0 0 ${width} ${height}` },
		picture.lanes.map((lane, index) => drawLane(lane, layout, index)),
		picture.changes.map(({ from, to, words }) =>
			svg(
				'g',
				{ class: 'change' },
				svg('rect', {
					x: layout.x(from),
					width: layout.x(to + 1) - layout.x(from),
					y: 0,
					height: height - PICTURE.bottom,
				}),
				svg('title', {}, words),
			),
		),
		svg('rect', { class: 'clock-cursor', hidden: true, height: PICTURE.lane, width: layout.columnWidth }),
	);
}

function drawLane(lane: ClockLane, layout: PictureLayout, index: number): SVGElement {
	const { top, near, whole } = layout.lanes[index]!;
	const right = layout.width - PICTURE.right;
	return svg(
		'g',
		{ class: 'clock-lane', transform: `translate(0 ${top})` },
		svg('rect', {
			class: 'clock-paper',
			x: PICTURE.left,
			width: right - PICTURE.left,
			height: PICTURE.lane,
		}),
		svg('path', { class: 'near', d: band(near) }),
		svg('path', { class: 'whole', d: band(whole) }),
		svg('path', { class: 'whole-edge', d: edges(whole) }),
		layout.ticks.map((ms) => [
			svg('line', {
				class: ms === 0 ? 'tick zero' : 'tick',
				x1: PICTURE.left,
				x2: right,
				y1: layout.y(ms),
				y2: layout.y(ms),
			}),
			svg(
				'text',
				{ class: 'tick-label', x: PICTURE.left - 5, y: layout.y(ms) + 3.5, 'text-anchor': 'end' },
				ms > 0 ? `+${number(ms)}` : number(ms).replace('-', '−'),
			),
		]),
		lane.inversions.map(({ column, count, ms }) => {
			const [x, r] = [layout.x(column + 0.5), PICTURE.mark];
			return svg(
				'path',
				{ class: 'inversion', d: `M${x - r},1 L${x + r},1 L${x},${1 + 1.8 * r} Z` },
				svg('title', {}, `${number(count)} written here, beaten by older writes by up to ${duration(ms)}`),
			);
		}),
		svg('text', { class: 'lane-name', x: PICTURE.left + 5, y: PICTURE.lane - 6 }, visible(lane.name)),
		lane.backStep &&
			svg(
				'text',
				{
					class: 'back-step',
					x: layout.x(lane.backStep.column + 0.5),
					y: PICTURE.lane - 4,
					'text-anchor': 'middle',
				},
				'↶',
				svg('title', {}, `Goes back by ${duration(lane.backStep.ms)}`),
			),
	);
}

/** The area between the bounds. Where one is open it reaches the lane's edge; where both are, there is a gap. */
function band(points: readonly BandPoint[]): string {
	return points
		.filter(({ top, bottom }) => top !== null || bottom !== null)
		.map(({ left, right, top, bottom }) => {
			const [upper, lower] = [top ?? 0, bottom ?? PICTURE.lane];
			// A clock that is known exactly is still to be seen.
			const height = Math.max(2, lower - upper);
			return `M${left},${upper} H${right} V${upper + height} H${left} Z`;
		})
		.join(' ');
}

/** The bounds that are known, as lines. */
function edges(points: readonly BandPoint[]): string {
	const lines = (of: (point: BandPoint) => number | null) =>
		points.flatMap((point) => {
			const y = of(point);
			return y === null ? [] : [`M${point.left},${y} H${point.right}`];
		});
	return [...lines(({ top }) => top), ...lines(({ bottom }) => bottom)].join(' ');
}
