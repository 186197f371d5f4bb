import { clocksOf } from '../../analysis/clocks/clocks.ts';
import type { InversionRow } from '../../report/clocks/model.ts';
import { inversionMs, inversionRow } from '../../report/clocks/rows.ts';
import type { InversionQuery, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { windowStart } from './window.ts';

/** A window of the causal inversions. The order of the last selection is kept. */
export function inversions(view: TraceView, query: InversionQuery): Rows<InversionRow> {
	const { filter, sort, descending } = query;
	const order = view.cached('inversions', JSON.stringify([filter, sort, descending]), () =>
		select(view, query),
	);
	const inside = query.around === undefined ? -1 : order.indexOf(query.around);
	const from = windowStart(query, order.length, inside);
	const rows = Array.from(order.subarray(from, from + Math.max(0, query.count)), (id) =>
		inversionRow(view, id),
	);
	return { total: order.length, from, rows };
}

function select(view: TraceView, { filter, sort, descending }: InversionQuery): Int32Array {
	const { trace, analysis } = view;
	const { inversions: found } = clocksOf(analysis);
	const event = (version: number | undefined) => analysis.versions.event[version as number] as number;
	const key = (id: number) => trace.keys.text(trace.key[event(found.later[id])] as number);
	const wanted = filter.trim().toLowerCase();
	const texts = (id: number) => [
		key(id),
		...[found.later[id], found.earlier[id]].map((version) =>
			trace.replicas.text(trace.replica[event(version)] as number),
		),
	];
	const ids = Array.from({ length: found.count }, (_, id) => id).filter(
		(id) => wanted === '' || texts(id).some((text) => text.toLowerCase().includes(wanted)),
	);
	const { compare } = new Intl.Collator(undefined, { numeric: true });
	const keys = new Map(sort === 'key' ? ids.map((id) => [id, key(id)]) : []);
	const inFile = (a: number, b: number) => event(found.later[a]) - event(found.later[b]);
	const by: Record<InversionQuery['sort'], (a: number, b: number) => number> = {
		file: inFile,
		key: (a, b) => compare(keys.get(a) as string, keys.get(b) as string),
		ms: (a, b) => inversionMs(view, a) - inversionMs(view, b),
	};
	const sign = descending ? -1 : 1;
	return Int32Array.from(ids.sort((a, b) => sign * by[sort](a, b) || inFile(a, b)));
}
