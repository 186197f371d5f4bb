import { isLoss } from './fate.ts';
import { noFigures, type StrategyFigures } from './figures.ts';
import { frontierOf } from './frontier.ts';
import { crdtOutcomes, mergeOutcome, type Outcome } from './outcomes.ts';
import type { Replay } from './replay.ts';
import type { StrategyName } from './strategyNames.ts';
import type { ValueReader } from './valueReader.ts';

/** How far the strategies that need values look: keys with siblings, in the order of the keys. */
export interface ValueLimits {
	/** Keys whose siblings are merged: their values and that of the base are read. */
	merged: number;
	/** Keys that are read as CRDTs: all their writes since the last one that everybody had seen, or all there are. */
	read: number;
	/** Called for every key; may throw to cancel. */
	onKey?: () => void;
}

/** The figures of the strategies that need values, of the keys whose final frontier holds several versions. */
export interface ValueFigures {
	readonly figures: readonly StrategyFigures[];
	/** Keys with siblings that were merged, those that were read as CRDTs, and all there are. */
	readonly keysMerged: number;
	readonly keysRead: number;
	readonly keysWithSiblings: number;
	/** By reading that was left out of a key for having too many or too long writes: how many such keys there are. */
	readonly keysUnread: ReadonlyMap<StrategyName, number>;
}

/**
 * Merges and reads the keys that end with siblings, up to the limits. Of a strategy that fits no key there are no figures, of
 * `merge` always.
 */
export function valueFigures(replay: Replay, values: ValueReader, limits: ValueLimits): ValueFigures {
	const { frontier, analysis } = replay;
	const figures = new Map<StrategyName, StrategyFigures>([['merge', noFigures('merge')]]);
	const keysUnread = new Map<StrategyName, number>();
	let keysWithSiblings = 0;
	let keysRead = 0;
	for (let key = 0; key < frontier.size.length; key++) {
		if ((frontier.size[key] as number) < 2) continue;
		const place = keysWithSiblings++;
		if (place >= limits.merged && place >= limits.read) continue;
		limits.onKey?.();
		const heads = frontierOf(frontier, analysis.versions, key);
		const crdts = place < limits.read ? crdtOutcomes(replay, key, heads, values) : [];
		if (crdts.some(isRead)) keysRead++;
		const outcomes = [...(place < limits.merged ? [mergeOutcome(replay, key, heads, values)] : []), ...crdts];
		for (const outcome of outcomes) {
			if (!isRead(outcome)) {
				keysUnread.set(outcome.name, (keysUnread.get(outcome.name) ?? 0) + 1);
				continue;
			}
			const own = figures.get(outcome.name) ?? noFigures(outcome.name);
			figures.set(outcome.name, own);
			count(own, outcome, replay);
		}
	}
	return {
		figures: [...figures.values()],
		keysMerged: Math.min(keysWithSiblings, limits.merged),
		keysRead,
		keysWithSiblings,
		keysUnread,
	};
}

function isRead({ end }: Outcome): boolean {
	return end.kind !== 'unread';
}

function count(figures: StrategyFigures, { end, fates }: Outcome, { analysis }: Replay): void {
	figures.keys++;
	const lost = [...fates.values()].filter(isLoss);
	figures.lostWrites += lost.length;
	figures.lostAlthoughNewer += lost.filter((fate) => fate === 'lost-although-newer').length;
	figures.resurrected += lost.filter((fate) => fate === 'resurrected').length;
	if (lost.length > 0) figures.keysWithLosses++;
	const left = end.kind === 'unmerged' ? end.versions.length : end.kind === 'value' ? end.siblings : 0;
	if (left === 0) return;
	figures.siblingsLeft += left;
	figures.keysWithSiblings++;
	for (const version of fates.keys()) {
		const event = analysis.versions.event[version] as number;
		figures.siblingBytes += analysis.trace.valueLength[event] as number;
	}
}
