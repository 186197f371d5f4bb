import { type KeyConflicts, keyConflicts, keyRow } from '../../report/keyRows.ts';
import type { KeyQuery, KeyRow, Rows } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { windowStart } from './window.ts';

/** A window of the keys that have versions, filtered by their text. O(k log k) for k keys, once for each selection. */
export function keys(view: TraceView, params: KeyQuery): Rows<KeyRow> {
	const { filter, sort, descending } = params;
	const figures = view.cached('keyConflicts', '', () => keyConflicts(view));
	const order = view.cached('keys', JSON.stringify([filter, sort, descending]), () =>
		selectKeys(view, figures, params),
	);
	const inside = params.around === undefined ? -1 : order.indexOf(view.trace.keys.find(params.around));
	const from = windowStart(params, order.length, inside);
	const rows = Array.from(order.subarray(from, from + Math.max(0, params.count)), (key) =>
		keyRow(view, figures, key),
	);
	return { total: order.length, from, rows };
}

function selectKeys(
	view: TraceView,
	figures: KeyConflicts,
	{ filter, sort, descending }: KeyQuery,
): Int32Array {
	const { trace } = view;
	const { keyStart } = view.analysis.versions;
	const wanted = filter.trim().toLowerCase();
	const versions = (key: number) => (keyStart[key + 1] as number) - (keyStart[key] as number);
	const texts = new Map<number, string>();
	const selected: number[] = [];
	for (let key = 0; key < trace.keys.size; key++) {
		if (versions(key) === 0) continue;
		const text = sort === 'key' || wanted !== '' ? trace.keys.text(key) : '';
		if (wanted !== '' && !text.toLowerCase().includes(wanted)) continue;
		texts.set(key, text);
		selected.push(key);
	}
	const { compare } = new Intl.Collator(undefined, { numeric: true });
	const by: Record<KeyQuery['sort'], (a: number, b: number) => number> = {
		// Keys are numbered as they appear.
		file: (a, b) => a - b,
		key: (a, b) => compare(texts.get(a) as string, texts.get(b) as string),
		versions: (a, b) => versions(a) - versions(b),
		conflicts: (a, b) => (figures.conflicts[a] as number) - (figures.conflicts[b] as number),
		open: (a, b) => (figures.open[a] as number) - (figures.open[b] as number),
		siblings: (a, b) => (view.analysis.siblings[a] as number) - (view.analysis.siblings[b] as number),
	};
	const sign = descending ? -1 : 1;
	return Int32Array.from(selected.sort((a, b) => sign * by[sort](a, b) || a - b));
}
