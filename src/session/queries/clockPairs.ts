import type { SkewRow } from '../../analysis/clocks/skew.ts';
import type { SkewPair } from '../../report/clocks/model.ts';
import { skewPair, sortedPairs } from '../../report/clocks/rows.ts';
import type { PairQuery, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { windowStart } from './window.ts';

/** A window of the pairs of clocks. Their proofs are looked up for the window alone. */
export function clockPairs(view: TraceView, query: PairQuery): Rows<SkewPair> {
	const pairs = view.cached('clockPairs', '', () => sortedPairs(view));
	const order = view.cached('clockPairOrder', query.filter, () => select(view, pairs, query.filter));
	const inside = query.around === undefined ? -1 : order.indexOf(query.around);
	const from = windowStart(query, order.length, inside);
	const rows = Array.from(order.subarray(from, from + Math.max(0, query.count)), (id) =>
		skewPair(view, pairs[id] as SkewRow, id),
	);
	return { total: order.length, from, rows };
}

function select({ trace }: TraceView, pairs: readonly SkewRow[], filter: string): Int32Array {
	const wanted = filter.trim().toLowerCase();
	const ids = Array.from(pairs.keys());
	if (wanted === '') return Int32Array.from(ids);
	const has = (replica: number) => trace.replicas.text(replica).toLowerCase().includes(wanted);
	return Int32Array.from(
		ids.filter((id) => has((pairs[id] as SkewRow).from) || has((pairs[id] as SkewRow).to)),
	);
}
