import { grown } from '../trace/growable.ts';

/** Disjoint sets of the numbers 0 … n-1, with path halving and union by size (Tarjan and van Leeuwen, 1984). */
export class UnionFind {
	private parent = new Int32Array(16);
	private size = new Int32Array(16);

	reset(count: number): void {
		this.parent = grown(this.parent, count);
		this.size = grown(this.size, count);
		for (let i = 0; i < count; i++) this.parent[i] = i;
		this.size.fill(1, 0, count);
	}

	find(item: number): number {
		const parent = this.parent;
		let at = item;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at] as number] as number;
			at = parent[at] as number;
		}
		return at;
	}

	union(a: number, b: number): void {
		let small = this.find(a);
		let large = this.find(b);
		if (small === large) return;
		if ((this.size[small] as number) > (this.size[large] as number)) [small, large] = [large, small];
		this.parent[small] = large;
		this.size[large] += this.size[small] as number;
	}
}
