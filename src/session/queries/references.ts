import { keysOf } from '../../trace/trace.ts';
import type { EditorQueries, Span } from '../editorQueries.ts';
import { fieldNamed } from '../line/fields.ts';
import { spanOf, type TraceView } from '../traceView.ts';
import { partAt } from './lineParts.ts';
import { eventsOfMessage } from './messageEvents.ts';

type Params = EditorQueries['references']['params'];

/** All places that name the key (or the message) under the cursor, in file order: linear in the events, one read for each place given. */
export function references(view: TraceView, params: Params): EditorQueries['references']['result'] {
	const { trace } = view;
	const part = partAt(view, params);
	const event = view.eventUnder(params);
	if (part?.kind === 'message') {
		const { send, receives } = eventsOfMessage(view, event);
		const events = send < 0 ? receives : [send, ...receives].sort((a, b) => a - b);
		const spans = events.slice(0, params.limit).map((other) => view.eventSpan(other, 'msg'));
		return { spans, total: events.length };
	}
	// Wherever on the line the cursor is: an event is about its key.
	const key = part?.kind === 'key' ? part.key : event < 0 ? undefined : keysOf(trace, event)[0];
	if (key === undefined) return null;
	const events: number[] = [];
	for (let other = 0; other < trace.count; other++) if (names(view, other, key)) events.push(other);
	const text = trace.keys.text(key);
	const spans = events.slice(0, params.limit).map((other) => keySpan(view, other, text));
	return { spans, total: events.length };
}

function names({ trace }: TraceView, event: number, key: number): boolean {
	const own = trace.key[event] as number;
	return own === key || (own < -1 && (trace.keyLists[-2 - own] as Int32Array).includes(key));
}

/** Where an event names a key: its `key`, or the entry of its `keys`. */
function keySpan(view: TraceView, event: number, key: string): Span {
	if (!view.isNative) return view.eventSpan(event, 'key');
	const place = view.placeOf(event);
	const fields = view.fields(place);
	const item = fieldNamed(fields, 'keys')?.items.find(({ text }) => text === key);
	const span = fieldNamed(fields, 'key') ?? item;
	return span === undefined ? view.span(place) : spanOf(place, span);
}
