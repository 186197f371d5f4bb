import { isLoss } from '../../analysis/strategies/fate.ts';
import { fateUnder, type Replay, type WinnerReplay } from '../../analysis/strategies/replay.ts';
import { ledgerVersions } from '../../report/strategies/compare.ts';
import { ledgerRow } from '../../report/strategies/ledgerRow.ts';
import type { LedgerQuery, LedgerRow, Result, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { strategiesOf } from './strategies.ts';
import { windowStart } from './window.ts';

/** What people ask for first; all other fates come after. */
const RANKS: Record<string, number> = { 'lost-although-newer': 0, lost: 1, resurrected: 2 };

/** A window of the writes whose fate differs between strategies. Rows are made for the window alone. */
export function ledger(view: TraceView, params: LedgerQuery): Result<Rows<LedgerRow>> {
	const key = params.key === undefined ? undefined : view.trace.keys.find(params.key);
	if (key === -1) return { err: 'This trace has no such key any more.' };
	const report = strategiesOf(view);
	const { filter = '', strategy, fate = 'all' } = params;
	const chosen = view.cached('ledger', JSON.stringify([key, filter, strategy, fate]), () => {
		const limit = Number.POSITIVE_INFINITY;
		const { versions } = ledgerVersions(view, report, { limit, ...(key !== undefined && { key }) });
		return judged(report.replay, params, withKeys(view, versions, filter));
	});
	const inside = params.around === undefined ? -1 : chosen.indexOf(params.around);
	const from = windowStart(params, chosen.length, inside);
	const window = chosen.subarray(from, from + Math.max(0, params.count));
	return {
		ok: {
			total: chosen.length,
			from,
			rows: Array.from(window, (version) => ledgerRow(view, report, version)),
		},
	};
}

function withKeys({ trace, analysis }: TraceView, some: Int32Array, filter: string): Int32Array {
	const wanted = filter.trim().toLowerCase();
	if (wanted === '') return some;
	const { event } = analysis.versions;
	return some.filter((version) =>
		trace.keys
			.text(trace.key[event[version] as number] as number)
			.toLowerCase()
			.includes(wanted),
	);
}

/** Those with the fate that is asked for under the strategy, sorted by what it makes of them. */
function judged(replay: Replay, { strategy, fate = 'all' }: LedgerQuery, some: Int32Array): Int32Array {
	const named = (name: string) => replay.strategies.find((one) => one.name === name);
	const judge = named(strategy ?? 'lww');
	const recorded = named('lww');
	if (judge === undefined || recorded === undefined) return some.subarray(0, 0);
	const fateOf = (version: number, by: WinnerReplay = judge) => fateUnder(replay, by, version);
	const kept =
		fate === 'all'
			? some
			: some.filter((version) =>
					fate === 'changed'
						? isLoss(fateOf(version)) !== isLoss(fateOf(version, recorded))
						: fateOf(version) === fate,
				);
	if (strategy === undefined) return kept;
	const ranks = new Map(Array.from(kept, (version) => [version, RANKS[fateOf(version)] ?? 3]));
	// The sort is stable: within a rank the order stays that of the ledger.
	return Int32Array.from(
		Array.from(kept).sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number)),
	);
}
