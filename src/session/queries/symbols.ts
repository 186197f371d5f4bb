import { keyConflicts } from '../../report/keyRows.ts';
import { valueText } from '../../report/shown.ts';
import { opName } from '../../report/versionRow.ts';
import { brief, count, word } from '../../report/visible.ts';
import type { EditorQueries, KeySymbol, SymbolVersion } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';

type Params = EditorQueries['symbols']['params'];

/** An outline that opens to more versions of one key than these is a wall. */
const VERSIONS_A_KEY = 100;
const VALUE_LENGTH = 60;

/**
 * The keys of one file with their versions, in the order in which they first stand there. Where there are too many, keys come
 * first and versions share what is left. Linear in the file's events, one read for each version given.
 */
export function symbols(view: TraceView, { file, limit }: Params): EditorQueries['symbols']['result'] {
	const { trace } = view;
	const byKey = versionEvents(view, file);
	const figures = view.cached('keyConflicts', '', () => keyConflicts(view));
	const shown = [...byKey].slice(0, limit);
	let left = limit - shown.length;
	const keys = shown.map(([key, events], i): KeySymbol => {
		// An even share of what is left, so that no key eats up the others' versions.
		const share = Math.min(VERSIONS_A_KEY, Math.ceil(left / (shown.length - i)));
		const versions = events.slice(0, share).map((event) => symbolOf(view, event));
		left -= versions.length;
		return {
			key: trace.keys.text(key),
			detail: detailOf(events.length, figures.conflicts[key] as number, figures.open[key] as number),
			versions,
			total: events.length,
			first: view.eventSpan(events[0] as number, 'key'),
		};
	});
	return { keys, total: byKey.size };
}

/** By key, the events of a file that create versions, both in file order. */
function versionEvents(view: TraceView, file: number): Map<number, number[]> {
	const { trace } = view;
	const byKey = new Map<number, number[]>();
	const range = trace.files[file];
	if (range === undefined) return byKey;
	for (let event = range.firstEvent; event < range.endEvent; event++) {
		if (view.versionOf(event) < 0) continue;
		const key = trace.key[event] as number;
		const events = byKey.get(key);
		if (events === undefined) byKey.set(key, [event]);
		else events.push(event);
	}
	return byKey;
}

function symbolOf(view: TraceView, event: number): SymbolVersion {
	const { trace, analysis } = view;
	const place = view.placeOf(event);
	const op = opName(trace, event);
	const value = valueText(view, event, VALUE_LENGTH * 4);
	const replica = word(trace.replicas.text(trace.replica[event] as number));
	const shown = value === null ? op : `${brief(value.text, VALUE_LENGTH)}${value.cut ? '…' : ''}`;
	const conflicting = (analysis.versions.conflict[view.versionOf(event)] as number) >= 0;
	return {
		...view.eventSpan(event, 'key'),
		lineEnd: view.span(place).end,
		name: shown,
		detail: `${op} at ${replica}${conflicting ? ', in conflict' : ''}`,
		kind: op as SymbolVersion['kind'],
	};
}

function detailOf(versions: number, conflicts: number, open: number): string {
	const parts = [count(versions, 'version')];
	if (conflicts > 0) parts.push(count(conflicts, 'conflict'));
	if (open > 0) parts.push(`${open} open`);
	return parts.join(', ');
}
