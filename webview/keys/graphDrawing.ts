import { svg } from '../dom.ts';
import { GRAPH, type GraphEdge, type GraphLayout, type GraphNode } from './graphLayout.ts';

/** Draws the graph. Nodes stand in the order of the layout; colours and emphasis are the style sheet's. */
export function drawGraph(layout: GraphLayout, selected: number | null): SVGSVGElement {
	const { width, height } = layout;
	return svg(
		'svg',
		{ class: 'version-graph', role: 'group', width, height, viewBox: `0 0 ${width} ${height}` },
		layout.bands.map(({ conflict, x, width: bandWidth }) =>
			svg(
				'g',
				{ class: 'band' },
				svg('rect', { x: x + 2, y: 4, width: bandWidth - 4, height: height - 8, rx: 4 }),
				svg('text', { x: x + 7, y: 17 }, `#${conflict + 1}`),
			),
		),
		layout.lanes.map(({ y }) => svg('line', { class: 'lane', x1: 0, x2: width, y1: y, y2: y })),
		layout.edges.map((edge) => drawEdge(edge, selected)),
		layout.nodes.map((node) => drawNode(node, selected)),
	);
}

function drawEdge({ from, to }: GraphEdge, selected: number | null): SVGElement {
	const related = (node: GraphNode | null) =>
		node !== null &&
		(node.version.id === selected || node.relation === 'before' || node.relation === 'after');
	const known = selected !== null && related(from) && related(to);
	const x2 = to.x - GRAPH.radius;
	if (!from) return svg('line', { class: 'edge beyond', x1: 0, x2: Math.min(x2, 24), y1: to.y, y2: to.y });
	const x1 = from.x + GRAPH.radius;
	// Versions between the two in one lane: the edge goes around them.
	const straight = from.y !== to.y || to.x - from.x <= GRAPH.column;
	const middle = (x1 + x2) / 2;
	const path = straight
		? `M${x1},${from.y} C${middle},${from.y} ${middle},${to.y} ${x2},${to.y}`
		: `M${x1 - 3},${from.y - 6} Q${middle},${from.y - GRAPH.lane * 0.7} ${x2 + 3},${to.y - 6}`;
	return svg('path', { class: known ? 'edge related' : 'edge', d: path });
}

function drawNode({ version, x, y, relation }: GraphNode, selected: number | null): SVGElement {
	const classes = [
		'node',
		relation ?? '',
		`op-${version.op}`,
		version.id === selected ? 'selected' : '',
		version.conflict === null ? '' : 'in-conflict',
		version.excluded ? 'excluded' : '',
	];
	const r = GRAPH.radius;
	return svg(
		'g',
		{
			class: classes.filter(Boolean).join(' '),
			role: 'button',
			'aria-pressed': version.id === selected ? 'true' : 'false',
			'data-line': version.line,
			transform: `translate(${x} ${y})`,
		},
		// A merge is a diamond, a delete a square: the shape tells them apart without colour.
		version.op === 'merge'
			? svg('rect', {
					class: 'shape',
					x: -r + 1,
					y: -r + 1,
					width: 2 * r - 2,
					height: 2 * r - 2,
					transform: 'rotate(45)',
				})
			: version.op === 'delete'
				? svg('rect', { class: 'shape', x: -r + 1, y: -r + 1, width: 2 * r - 2, height: 2 * r - 2 })
				: svg('circle', { class: 'shape', r }),
		svg(
			'text',
			{ class: 'counter', 'text-anchor': 'middle', y: 4 },
			version.counter > 0 ? String(version.counter) : '?',
		),
		relation === 'concurrent' && svg('text', { class: 'sign', x: r - 1, y: -r + 3 }, '⟂'),
	);
}
