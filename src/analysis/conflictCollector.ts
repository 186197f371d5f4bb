import type { Conflicts } from './conflicts.ts';
import type { KeyView } from './keyView.ts';
import type { UnionFind } from './unionFind.ts';
import type { Versions } from './versions.ts';

/** One component of a key's versions: its steps in visiting order. */
interface Component {
	steps: number[];
	pairs: number;
}

/** Collects the conflicts of key after key, then puts them in file order. */
export class ConflictCollector {
	private readonly keys: number[] = [];
	private readonly firstEvents: number[] = [];
	private readonly pairs: number[] = [];
	private readonly members: number[] = [];
	private readonly memberEnds: number[] = [];
	private readonly resolvers: number[] = [];
	private readonly resolverEnds: number[] = [];
	totalPairs = 0;

	/** @param closes by event, 1 where its version ends a branch (see ImportedFacts); null where none does */
	constructor(
		private readonly versions: Versions,
		private readonly closes: Uint8Array | null = null,
	) {}

	/**
	 * Adds the components of one key that have two versions or more. Components are in the order of their first step; each one
	 * is resolved by the minimal versions of the one that comes after the whole of it.
	 *
	 * @param isExtension whether the order is a linear extension of happened-before
	 * @param concurrentBefore by step, how many of the versions visited before it are concurrent to it
	 */
	add(
		key: number,
		view: KeyView,
		order: Int32Array | null,
		sets: UnionFind,
		concurrentBefore: (step: number) => number,
		isExtension: boolean,
	): void {
		const components: Component[] = [];
		const componentOf = new Map<number, Component>();
		for (let step = 0; step < view.size; step++) {
			const root = sets.find(step);
			let component = componentOf.get(root);
			if (component === undefined) {
				component = { steps: [], pairs: 0 };
				componentOf.set(root, component);
				components.push(component);
			}
			component.steps.push(step);
			component.pairs += concurrentBefore(step);
		}
		const versionAt = (step: number) => view.ids[order === null ? step : (order[step] as number)] as number;
		for (const [i, component] of components.entries()) {
			if (component.steps.length < 2) continue;
			this.keys.push(key);
			this.pairs.push(component.pairs);
			this.totalPairs += component.pairs;
			let first = Number.POSITIVE_INFINITY;
			for (const step of component.steps) {
				const version = versionAt(step);
				this.members.push(version);
				first = Math.min(first, this.versions.event[version] as number);
			}
			this.memberEnds.push(this.members.length);
			this.firstEvents.push(first);
			const next = isExtension
				? laterComponent(components, i)
				: this.nextByDefinition(components, i, versionAt);
			const resolvers =
				next === undefined ? this.closing(component.steps.map(versionAt)) : this.minimal(next, versionAt);
			for (const version of resolvers) this.resolvers.push(version);
			this.resolverEnds.push(this.resolvers.length);
		}
	}

	/** The first of the components all of whose versions have all of component i in their contexts. Looks at every pair. */
	private nextByDefinition(
		components: readonly Component[],
		i: number,
		versionAt: (step: number) => number,
	): Component | undefined {
		const comesAfter = (later: Component, earlier: Component) =>
			later.steps.every((w) =>
				earlier.steps.every((v) => this.versions.happenedBefore(versionAt(v), versionAt(w))),
			);
		const later = components.filter((other, j) => j !== i && comesAfter(other, components[i] as Component));
		return (
			later.find((first) => later.every((other) => other === first || comesAfter(other, first))) ?? later[0]
		);
	}

	/**
	 * The versions of a component that have none of it in their context. Every version before the component is in the context
	 * of each of its versions, so of each replica at most its first version here can be one: what they have seen of one another
	 * decides.
	 */
	private minimal(component: Component, versionAt: (step: number) => number): number[] {
		if (component.steps.length === 1) return [versionAt(component.steps[0] as number)];
		const { versions } = this;
		const lowest = new Map<number, number>();
		for (const step of component.steps) {
			const version = versionAt(step);
			const replica = versions.replica[version] as number;
			const counter = versions.counter[version] as number;
			lowest.set(replica, Math.min(lowest.get(replica) ?? Number.POSITIVE_INFINITY, counter));
		}
		return component.steps
			.map(versionAt)
			.filter((version) =>
				[...lowest].every(([replica, counter]) => versions.context(version, replica) < counter),
			);
	}

	/**
	 * What settles a conflict that no later version has in its past, in systems that keep branches: the versions that end
	 * branches, once no more than one branch is left that goes on. Else none.
	 */
	private closing(members: readonly number[]): number[] {
		const { versions, closes } = this;
		if (closes === null) return [];
		/** By replica: the highest counter that any member has seen. */
		const seen = new Map<number, number>();
		for (const version of members) {
			versions.forEachSeen(version, (replica, counter) => {
				if (counter > (seen.get(replica) ?? 0)) seen.set(replica, counter);
			});
		}
		const last = members.filter(
			(version) =>
				(versions.counter[version] as number) > (seen.get(versions.replica[version] as number) ?? 0),
		);
		const ends = last.filter((version) => closes[versions.event[version] as number] === 1);
		return last.length - ends.length <= 1 ? ends : [];
	}

	/**
	 * The conflicts in file order of their first version; sets `conflict` of the versions.
	 *
	 * @param versions the versions as they are numbered from now on
	 * @param renumbered by old number, the new one; null where they keep their numbers
	 */
	finish(versions: Versions, renumbered: Int32Array | null): Conflicts {
		const count = this.keys.length;
		const order = Int32Array.from({ length: count }, (_, conflict) => conflict);
		const firsts = this.firstEvents;
		order.sort((a, b) => (firsts[a] as number) - (firsts[b] as number) || a - b);
		const memberStart = new Int32Array(count + 1);
		const members = new Int32Array(this.members.length);
		const resolverStart = new Int32Array(count + 1);
		const resolvers = new Int32Array(this.resolvers.length);
		if (renumbered !== null) {
			renumber(this.members, renumbered);
			renumber(this.resolvers, renumbered);
		}
		for (let conflict = 0; conflict < count; conflict++) {
			const from = order[conflict] as number;
			memberStart[conflict + 1] = copy(
				this.members,
				this.memberEnds,
				from,
				members,
				memberStart[conflict] as number,
			);
			resolverStart[conflict + 1] = copy(
				this.resolvers,
				this.resolverEnds,
				from,
				resolvers,
				resolverStart[conflict] as number,
			);
			for (let i = memberStart[conflict] as number; i < (memberStart[conflict + 1] as number); i++) {
				versions.conflict[members[i] as number] = conflict;
			}
		}
		return {
			count,
			key: order.map((conflict) => this.keys[conflict] as number),
			pairs: Float64Array.from(order, (conflict) => this.pairs[conflict] as number),
			memberStart,
			members,
			resolverStart,
			resolvers,
			detectedEvent: new Int32Array(count).fill(-1),
			detectedReplica: new Int32Array(count).fill(-1),
			knownEvent: new Int32Array(count).fill(-1),
		};
	}
}

/**
 * The first component all of which is visited after the whole of component i: since the order is a linear extension, and
 * versions of two components are never concurrent, each of its versions has all of component i in its context. That is the
 * next one, but for vectors that are not transitive, which can lay components into one another. Logarithmic.
 */
function laterComponent(components: readonly Component[], i: number): Component | undefined {
	const last = (components[i] as Component).steps.at(-1) as number;
	let low = i + 1;
	let high = components.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (((components[middle] as Component).steps[0] as number) > last) high = middle;
		else low = middle + 1;
	}
	return components[low];
}

function renumber(items: number[], renumbered: Int32Array): void {
	for (let i = 0; i < items.length; i++) items[i] = renumbered[items[i] as number] as number;
}

/** Copies list `from` of lists laid end to end, and answers where it now ends. */
function copy(items: number[], ends: number[], from: number, target: Int32Array, at: number): number {
	const start = from === 0 ? 0 : (ends[from - 1] as number);
	const end = ends[from] as number;
	for (let i = start; i < end; i++) target[at + i - start] = items[i] as number;
	return at + end - start;
}
