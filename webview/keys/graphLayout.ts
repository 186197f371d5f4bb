import type { KeyHistory, Relation, VersionRow } from '../../src/session/protocol.ts';

/** Measures of the graph, in pixels. */
export const GRAPH = { column: 46, lane: 40, left: 16, top: 24, radius: 11 };

export interface GraphNode {
	version: VersionRow;
	x: number;
	y: number;
	relation: Relation | null;
}

export interface GraphEdge {
	/** null: the parent stands before the window. */
	from: GraphNode | null;
	to: GraphNode;
}

export interface GraphLayout {
	lanes: { replica: string; y: number }[];
	nodes: GraphNode[];
	edges: GraphEdge[];
	/** Versions next to each other that belong to one conflict. */
	bands: { conflict: number; x: number; width: number }[];
	width: number;
	height: number;
}

/** Places versions from left to right in visiting order, each in its writer's lane. O(versions + edges). */
export function layoutGraph(history: KeyHistory): GraphLayout {
	const { rows, parents, relations, replicas, from } = history;
	const writers = new Set(rows.map(({ replica }) => replica));
	// The trace's order; a writer without a vector entry comes last.
	const names = [...new Set([...replicas.filter((replica) => writers.has(replica)), ...writers])];
	const lanes = names.map((replica, index) => ({ replica, y: GRAPH.top + (index + 0.5) * GRAPH.lane }));
	const laneY = new Map(lanes.map(({ replica, y }) => [replica, y]));
	const nodes = rows.map((version, index) => ({
		version,
		x: GRAPH.left + (index + 0.5) * GRAPH.column,
		y: laneY.get(version.replica)!,
		relation: relations?.[index] ?? null,
	}));
	const byId = new Map(nodes.map((node) => [node.version.id, node]));
	const edges = nodes.flatMap((to, index) => {
		const known = (parents[index] ?? []).flatMap((id) => byId.get(id) ?? []);
		const unseen = known.length < (parents[index] ?? []).length && from > 0;
		return [...known.map((parent) => ({ from: parent, to })), ...(unseen ? [{ from: null, to }] : [])];
	});
	const bands: GraphLayout['bands'] = [];
	for (const { version, x } of nodes) {
		if (version.conflict === null) continue;
		const last = bands.at(-1);
		const left = x - GRAPH.column / 2;
		if (last?.conflict === version.conflict && last.x + last.width === left) last.width += GRAPH.column;
		else bands.push({ conflict: version.conflict, x: left, width: GRAPH.column });
	}
	return {
		lanes,
		nodes,
		edges,
		bands,
		width: GRAPH.left * 2 + nodes.length * GRAPH.column,
		height: GRAPH.top + lanes.length * GRAPH.lane + 8,
	};
}
