import type { Knowledge } from './knowledge.ts';
import { replicasOf } from './order.ts';
import type { NaiveConflict, NaiveEvent, NaiveVersion, NaiveVersionReport } from './types.ts';
import { areConcurrent, happenedBefore } from './versions.ts';

/** Everything about one key's versions, which are sound and in file order. */
export interface NaiveKey {
	pairs: number;
	/** `first` is the index of the first version's event. */
	conflicts: { first: number; report: NaiveConflict }[];
	siblings: number;
	/** Whether happened-before is no strict partial order here. */
	disordered: boolean;
}

export function analyseKey(
	versions: NaiveVersion[],
	events: NaiveEvent[],
	knowledge: Knowledge,
	certainty: NaiveConflict['certainty'],
): NaiveKey {
	const visited = visitingOrder(versions);
	const components = componentsOf(versions);
	components.sort((a, b) => firstVisit(a, visited) - firstVisit(b, visited));
	const conflicts: NaiveKey['conflicts'] = [];
	components.forEach((component) => {
		if (component.length < 2) return;
		const report = {
			key: component[0].key,
			certainty,
			pairs: pairsOf(component),
			versions: component.map(reportVersion),
			detected: detect(component, events, knowledge),
			resolvedBy: minimal(nextComponent(component, components)).map(reportVersion),
		};
		conflicts.push({ first: component[0].event.index, report });
	});
	return {
		pairs: pairsOf(versions),
		conflicts,
		siblings: largestFrontier(visited),
		disordered: !isOrder(versions),
	};
}

function pairsOf(versions: NaiveVersion[]): number {
	return versions.flatMap((v, i) => versions.slice(i + 1).filter((w) => areConcurrent(v, w))).length;
}

/** Connected components of "concurrent", each in file order. */
function componentsOf(versions: NaiveVersion[]): NaiveVersion[][] {
	let components: NaiveVersion[][] = [];
	for (const version of versions) {
		const touches = (component: NaiveVersion[]) => component.some((other) => areConcurrent(version, other));
		const joined = components.filter(touches).flat();
		components = [...components.filter((component) => !touches(component)), [...joined, version]];
	}
	for (const component of components) component.sort((v, w) => v.event.index - w.event.index);
	return components;
}

/** File order where that is a linear extension of happened-before, otherwise by the sum of context ∪ dot. */
function visitingOrder(versions: NaiveVersion[]): NaiveVersion[] {
	const extends_ = versions.every((v, i) => versions.slice(i + 1).every((w) => !happenedBefore(w, v)));
	return extends_ ? versions : [...versions].sort((v, w) => sum(v) - sum(w) || v.event.index - w.event.index);
}

function sum(version: NaiveVersion): number {
	const all = new Map(version.context);
	all.set(version.replica, Math.max(version.counter!, all.get(version.replica) ?? 0));
	return [...all.values()].reduce((total, counter) => total + counter, 0);
}

/** The first of the components of which every version has every version of this one in its context. */
function nextComponent(component: NaiveVersion[], components: NaiveVersion[][]): NaiveVersion[] {
	const isAfter = (later: NaiveVersion[], earlier: NaiveVersion[]) =>
		later.every((w) => earlier.every((v) => happenedBefore(v, w)));
	const later = components.filter((other) => other !== component && isAfter(other, component));
	return (
		later.find((first) => later.every((other) => other === first || isAfter(other, first))) ?? later[0] ?? []
	);
}

function firstVisit(component: NaiveVersion[], visited: NaiveVersion[]): number {
	return Math.min(...component.map((version) => visited.indexOf(version)));
}

function minimal(component: NaiveVersion[]): NaiveVersion[] {
	return component.filter((w) => !component.some((v) => happenedBefore(v, w)));
}

function largestFrontier(visited: NaiveVersion[]): number {
	const sizes = visited.map((_, last) => {
		const seen = visited.slice(0, last + 1);
		return seen.filter((v) => !seen.some((w) => happenedBefore(v, w))).length;
	});
	return Math.max(0, ...sizes);
}

/** The first event, in file order, after which one replica holds two concurrent versions. At a sync, first its receiver. */
function detect(
	component: NaiveVersion[],
	events: NaiveEvent[],
	knowledge: Knowledge,
): NaiveConflict['detected'] {
	for (const event of events) {
		for (const replica of replicasOf(event).reverse()) {
			const held = component.filter((version) => knowledge.after(event, replica).has(version));
			if (pairsOf(held) > 0) return { file: event.file, line: event.line, replica };
		}
	}
	return null;
}

function isOrder(versions: NaiveVersion[]): boolean {
	return versions.every((a) =>
		versions.every(
			(b) =>
				!happenedBefore(a, b) ||
				versions.every((c) => !happenedBefore(b, c) || (a !== c && happenedBefore(a, c))),
		),
	);
}

function reportVersion({ event, replica, counter }: NaiveVersion): NaiveVersionReport {
	const { file, line, op, value, ts, client } = event;
	return { file, line, replica, counter, op, value, ts, client };
}
