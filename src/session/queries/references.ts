import { keysOf } from '../../trace/trace.ts';
import type { EditorQueries, Span } from '../editorQueries.ts';
import { fieldNamed } from '../line/fields.ts';
import { spanOf, type TraceView } from '../traceView.ts';
import { partAt } from './lineParts.ts';

type Params = EditorQueries['references']['params'];

/** All places that name the key under the cursor, in file order: linear in the events, one read for each place given. */
export function references(view: TraceView, params: Params): EditorQueries['references']['result'] {
	const { trace } = view;
	const part = partAt(view, params);
	const events: number[] = [];
	if (part?.kind === 'message') {
		for (let event = 0; event < trace.count; event++) {
			if (trace.message[event] === part.message) events.push(event);
		}
	} else {
		// Wherever on the line the cursor is: an event is about its key.
		const event = view.eventAt(params);
		const key = part?.kind === 'key' ? part.key : event < 0 ? undefined : keysOf(trace, event)[0];
		if (key === undefined) return null;
		for (let other = 0; other < trace.count; other++) {
			if (names(view, other, key)) events.push(other);
		}
		const text = trace.keys.text(key);
		const spans = events.slice(0, params.limit).map((other) => keySpan(view, other, text));
		return { spans, total: events.length };
	}
	const spans = events.slice(0, params.limit).map((event) => view.span(view.placeOf(event), 'msg'));
	return { spans, total: events.length };
}

function names({ trace }: TraceView, event: number, key: number): boolean {
	const own = trace.key[event] as number;
	return own === key || (own < -1 && (trace.keyLists[-2 - own] as Int32Array).includes(key));
}

/** Where an event names a key: its `key`, or the entry of its `keys`. */
function keySpan(view: TraceView, event: number, key: string): Span {
	const place = view.placeOf(event);
	const fields = view.fields(place);
	const item = fieldNamed(fields, 'keys')?.items.find(({ text }) => text === key);
	const span = fieldNamed(fields, 'key') ?? item;
	return span === undefined ? view.span(place) : spanOf(place, span);
}
