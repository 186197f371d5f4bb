/** A version of one key within a graph of versions, each of which names those that it was made from. */
export interface DagNode {
	/** Who wrote it. */
	readonly writer: string;
	/** Numbers of nodes of the same list; those outside of it are ignored. */
	readonly parents: readonly number[];
}

export interface DagDot {
	readonly dot: readonly [replica: string, counter: number];
	/** Everything in the ancestry, as a version vector. */
	readonly context: ReadonlyMap<string, number>;
}

/**
 * Expresses the ancestry of one key's versions, a tree or an acyclic graph, as dots and contexts: exactly, a version is in
 * the context of those that have it in their ancestry and of no others. Versions of one writer that stand in one line form a
 * chain, whose name is the writer's; where a writer has several lines, the later ones get a mark behind the name (`alpha′2`).
 * O(n · chains) for n versions. A node on a circle gets null.
 */
export function dagDots(nodes: readonly DagNode[]): (DagDot | null)[] {
	const dots: (DagDot | null)[] = nodes.map(() => null);
	/** By chain: its last node. */
	const tips = new Map<string, number>();
	const chains = new Map<string, string[]>();
	for (const id of topological(nodes)) {
		const { writer, parents } = nodes[id] as DagNode;
		const context = new Map<string, number>();
		for (const parent of parents) {
			const seen = dots[parent];
			if (seen === null || seen === undefined) continue;
			raise(context, seen.dot[0], seen.dot[1]);
			for (const [replica, counter] of seen.context) raise(context, replica, counter);
		}
		const own = chains.get(writer) ?? [];
		// A chain goes on where its last version is in the ancestry, whether or not it is a parent.
		let chain = own.find((name) => context.get(name) === (dots[tips.get(name) as number] as DagDot).dot[1]);
		if (chain === undefined) {
			chain = writer;
			for (let number = own.length + 1; tips.has(chain); number++) chain = `${writer}′${number}`;
			chains.set(writer, [...own, chain]);
		}
		dots[id] = { dot: [chain, (context.get(chain) ?? 0) + 1], context };
		tips.set(chain, id);
	}
	return dots;
}

function raise(vector: Map<string, number>, replica: string, counter: number): void {
	if ((vector.get(replica) ?? 0) < counter) vector.set(replica, counter);
}

/** Parents before children, else in the order given (Kahn). Nodes on circles are left out. */
function topological(nodes: readonly DagNode[]): number[] {
	const waiting = nodes.map(() => 0);
	const children: number[][] = nodes.map(() => []);
	for (const [id, { parents }] of nodes.entries()) {
		for (const parent of new Set(parents)) {
			if (nodes[parent] === undefined) continue;
			children[parent]?.push(id);
			waiting[id] = (waiting[id] as number) + 1;
		}
	}
	const order: number[] = [];
	const ready = waiting.flatMap((count, id) => (count === 0 ? [id] : []));
	for (let at = 0; at < ready.length; at++) {
		const id = ready[at] as number;
		order.push(id);
		for (const child of children[id] as number[]) {
			waiting[child] = (waiting[child] as number) - 1;
			if (waiting[child] === 0) ready.push(child);
		}
	}
	return order;
}
