import type { Certainty } from '../../analysis/conflicts.ts';
import { certaintyOf, winnerOf } from '../../analysis/judgement.ts';
import type { TraceView } from '../traceView.ts';

interface Judged {
	readonly certainty: Certainty;
	/** The version that the system itself kept, or -1. */
	readonly winner: number;
}

/** How sure a conflict is and what the system made of it; found once for each, since all its versions ask. */
export function judged(view: TraceView, conflict: number): Judged {
	const known = view.cached('judged', '', () => new Map<number, Judged>());
	let own = known.get(conflict);
	if (own === undefined) {
		own = { certainty: certaintyOf(view.analysis, conflict), winner: winnerOf(view.analysis, conflict) };
		known.set(conflict, own);
	}
	return own;
}
