import { isLoss } from './fate.ts';
import { noFigures, type StrategyFigures } from './figures.ts';
import { frontierOf } from './frontier.ts';
import { crdtOutcomes, mergeOutcome, type Outcome } from './outcomes.ts';
import type { Replay } from './replay.ts';
import type { StrategyName } from './strategyNames.ts';
import type { ValueReader } from './valueReader.ts';

/** How far the strategies that need values look. */
export interface ValueLimits {
	/** Keys with siblings that are looked at, in the order of the keys. */
	keys: number;
	/** Bytes that are read back. */
	bytes: number;
	/** Called for every key; may throw to cancel. */
	onKey?: () => void;
}

/** The figures of the strategies that need values, of the keys whose final frontier holds several versions. */
export interface ValueFigures {
	readonly figures: readonly StrategyFigures[];
	/** Keys with siblings that were looked at, and all there are: where the first is less, figures are of those alone. */
	readonly keysRead: number;
	readonly keysWithSiblings: number;
}

/**
 * Merges and reads the keys that end with siblings, up to the limits. Of a strategy that fits no key there are no figures, of
 * `merge` always.
 */
export function valueFigures(replay: Replay, values: ValueReader, limits: ValueLimits): ValueFigures {
	const { frontier, analysis } = replay;
	const figures = new Map<StrategyName, StrategyFigures>([['merge', noFigures('merge')]]);
	let keysRead = 0;
	let keysWithSiblings = 0;
	const firstByte = values.bytes;
	for (let key = 0; key < frontier.size.length; key++) {
		if ((frontier.size[key] as number) < 2) continue;
		keysWithSiblings++;
		if (keysRead >= limits.keys || values.bytes - firstByte >= limits.bytes) continue;
		limits.onKey?.();
		keysRead++;
		const heads = frontierOf(frontier, analysis.versions, key);
		for (const outcome of [
			mergeOutcome(replay, key, heads, values),
			...crdtOutcomes(replay, key, heads, values),
		]) {
			const own = figures.get(outcome.name) ?? noFigures(outcome.name);
			figures.set(outcome.name, own);
			count(own, outcome, replay);
		}
	}
	return { figures: [...figures.values()], keysRead, keysWithSiblings };
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
