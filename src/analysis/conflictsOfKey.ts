import type { FindingStore } from '../trace/finding.ts';
import { fileOf, type Trace } from '../trace/trace.ts';
import { Chains } from './chains.ts';
import { ComponentWalk } from './components.ts';
import type { ConflictCollector } from './conflictCollector.ts';
import { KeyView } from './keyView.ts';
import { walkPairwise } from './pairwise.ts';
import { type Contradiction, findContradictions } from './unsound.ts';
import type { Versions } from './versions.ts';
import { orderByWeight } from './visitOrder.ts';

/** Keys with more versions than this are never looked at pair by pair. */
const MAX_PAIRWISE = 4096;

/** Finds the conflicts of one key after the other. Holds what the keys' analysis needs over and over. */
export class KeyConflicts {
	private readonly view: KeyView;
	private readonly walk = new ComponentWalk();
	/** Versions in visiting order, key by key, excluded ones last in their key; null while that is the order they have. */
	visiting: Int32Array | null = null;
	/** By key: 1 where its versions form a chain. */
	readonly chains: Uint8Array;
	private readonly search: Chains;
	/** Concurrent pairs of keys whose versions merge. */
	mergedPairs = 0;

	constructor(
		private readonly trace: Trace,
		private readonly versions: Versions,
		private readonly collector: ConflictCollector,
		private readonly findings: FindingStore,
	) {
		this.view = new KeyView(versions, trace.replicas.size);
		this.chains = new Uint8Array(trace.keys.size);
		this.search = new Chains(versions, trace.replicas.size);
	}

	/** Analyses the versions of a key and answers its sibling count. O(n · replicas) for n versions with sound vectors. */
	analyse(key: number): number {
		const { versions, view } = this;
		const start = versions.keyStart[key] as number;
		const end = versions.keyStart[key + 1] as number;
		if (start === end) return 0;
		const isSimple = end - start === 1 && versions.dotted[start] === 0;
		if (isSimple && versions.excluded[start] === 1) return 0;
		if (isSimple || this.search.isChain(start, end)) {
			this.chains[key] = 1;
			return 1;
		}
		this.load(start, end);
		const order = this.walkInSomeOrder(start, end);
		this.remember(start, end, order);
		if (view.size === 0) return 0;
		if (this.trace.mergingKeys.has(key)) {
			this.mergedPairs += this.sound ? this.walk.pairs : 0;
			return 1;
		}
		if (!this.sound) return this.addPairwise(key, order as Int32Array);
		if (this.walk.pairs > 0) {
			this.collector.add(
				key,
				view,
				order,
				this.walk.sets,
				(step) => step - (this.walk.past[step] as number),
				true,
			);
		}
		return this.walk.siblings;
	}

	/**
	 * Walks the versions in the order in which they are visited: file order (null) where that is a linear extension of
	 * happened-before, else by weight. Versions that contradict each other have no such order, and are taken out first.
	 */
	private walkInSomeOrder(start: number, end: number): Int32Array | null {
		const { view, walk } = this;
		this.sound = true;
		if (walk.walk(view, null)) return null;
		let order = orderByWeight(view);
		if (walk.walk(view, order)) return order;
		const contradictions = findContradictions(view);
		if (contradictions.length > 0) {
			for (const contradiction of contradictions) this.exclude(contradiction);
			this.load(start, end);
			if (walk.walk(view, null)) return null;
			order = orderByWeight(view);
			if (walk.walk(view, order)) return order;
		}
		if (view.size > MAX_PAIRWISE) {
			this.excludeWhatBreaks(order);
			this.load(start, end);
			order = orderByWeight(view);
			if (walk.walk(view, order)) return order;
		}
		this.sound = false;
		return order;
	}
	private sound = true;

	private addPairwise(key: number, order: Int32Array): number {
		const result = walkPairwise(this.view, order);
		if (result.pairs > 0) {
			this.collector.add(
				key,
				this.view,
				order,
				result.sets,
				(step) => result.concurrentBefore[step] as number,
				false,
			);
		}
		return result.siblings;
	}

	private load(start: number, end: number): void {
		if (this.allIds.length < this.versions.count) {
			this.allIds = Int32Array.from({ length: this.versions.count }, (_, version) => version);
		}
		this.view.load(this.allIds, start, end);
	}
	private allIds = new Int32Array(0);

	/** Takes out, in the order given, what has seen a version that does not stand before it. */
	private excludeWhatBreaks(order: Int32Array): void {
		const { view } = this;
		const seen = new Int32Array(view.replicas);
		const visited = new Int32Array(view.replicas);
		for (const place of order) {
			view.readSeen(place, seen);
			let broken = -1;
			for (let p = 0; p < view.replicas && broken < 0; p++)
				if ((seen[p] as number) > (visited[p] as number)) broken = p;
			const own = view.replica[place] as number;
			if (broken < 0 && view.rank[place] === visited[own]) visited[own]++;
			else {
				const p = Math.max(broken, 0);
				const other = view.list[
					(view.listStart[p] as number) + Math.max(0, (seen[p] as number) - 1)
				] as number;
				this.exclude({ version: view.ids[place] as number, other: view.ids[other] as number });
			}
		}
	}

	private exclude({ version, other }: Contradiction): void {
		const { trace, versions } = this;
		versions.excluded[version] = 1;
		const event = versions.event[version] as number;
		this.findings.add({
			code: 'vector-unsound',
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			text: other === version ? 'own-past' : 'mutual',
			related: other === version ? [] : [versions.event[other] as number],
		});
	}

	private remember(start: number, end: number, order: Int32Array | null): void {
		const { view } = this;
		if (this.visiting === null) {
			if (order === null && view.size === end - start) return;
			this.visiting = Int32Array.from({ length: this.versions.count }, (_, version) => version);
		}
		let at = start;
		for (let step = 0; step < view.size; step++) {
			this.visiting[at++] = view.ids[order === null ? step : (order[step] as number)] as number;
		}
		for (let version = start; version < end; version++) {
			if (this.versions.excluded[version] === 1) this.visiting[at++] = version;
		}
	}
}
