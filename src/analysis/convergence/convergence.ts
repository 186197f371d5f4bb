import type { LineSource } from '../../trace/source.ts';
import type { Analysis } from '../analysis.ts';
import { clocksOf } from '../clocks/clocks.ts';
import { type Divergence, Divergences } from './divergence.ts';
import type { Violation } from './guarantees.ts';
import { Seen } from './seen.ts';
import { Sessions } from './sessions.ts';
import { type Discard, type Lag, StaleReads } from './staleReads.ts';
import { Superseding } from './superseding.ts';

/** Whether replicas end up with the same, and whether clients get what they may expect. */
export interface Convergence {
	readonly divergences: readonly Divergence[];
	readonly divergedKeys: number;
	/** In causal order. */
	readonly violations: readonly Violation[];
	readonly lags: readonly Lag[];
	readonly discards: readonly Discard[];
	/** Some reads were not looked at for what a resolver discarded, since too many versions are concurrent. */
	readonly unchecked: boolean;
}

/** By analysis: the files do not change under it. */
const known = new WeakMap<Analysis, Convergence>();

/** Looks at what replicas and clients were told, when first asked. O(events · replicas). */
export function convergenceOf(analysis: Analysis, source: LineSource): Convergence {
	let convergence = known.get(analysis);
	if (convergence === undefined) {
		convergence = converge(analysis, source);
		known.set(analysis, convergence);
	}
	return convergence;
}

/** Takes what another thread found of the same analysis for what {@link convergenceOf} answers. */
export function rememberConvergence(analysis: Analysis, convergence: Convergence): void {
	known.set(analysis, convergence);
}

function converge(analysis: Analysis, source: LineSource): Convergence {
	const { versions } = analysis;
	const { inversions } = clocksOf(analysis);
	const inverted = new Uint8Array(versions.count);
	for (let id = 0; id < inversions.count; id++) inverted[inversions.later[id] as number] = 1;
	// Of what has a sibling, or an older version with a later time, a resolver may keep something else.
	const discardable = inverted.slice();
	for (let version = 0; version < versions.count; version++)
		if ((versions.conflict[version] as number) >= 0) discardable[version] = 1;

	const seen = new Seen(analysis);
	const divergences = new Divergences(analysis, seen, source);
	const superseding = new Superseding(versions, seen);
	const sessions = new Sessions(analysis, seen, source, discardable, superseding);
	const stale = new StaleReads(analysis, seen, source, inverted, superseding);
	seen.walk({
		onReport(event, counts) {
			divergences.onReport(event, counts);
			sessions.onReport(event, counts);
			stale.onReport(event, counts);
		},
		onVersion: (version, event) => sessions.onVersion(version, event),
	});
	const found = divergences.find();
	return {
		divergences: found,
		divergedKeys: new Set(found.map(({ key }) => key)).size,
		violations: sessions.violations,
		lags: stale.allLags(),
		discards: stale.allDiscards(),
		unchecked: superseding.gaveUp,
	};
}
