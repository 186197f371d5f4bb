import { keysOf } from '../../trace/trace.ts';
import type { Cursor, Span } from '../editorQueries.ts';
import { covers, type FieldSpan, type ValueSpan } from '../line/fields.ts';
import { spanOf, type TraceView } from '../traceView.ts';

/** What the cursor is on: a part of a line that names something the engine knows. */
export type LinePart =
	| { kind: 'key'; key: number; span: Span }
	| { kind: 'vector'; span: Span }
	| { kind: 'replica'; replica: number; span: Span }
	| { kind: 'message' | 'client' | 'other'; span: Span };

/** The part of a line under the cursor; null where it is between fields or the line is no event. */
export function partAt(view: TraceView, cursor: Cursor): LinePart | null {
	const event = view.eventUnder(cursor);
	if (event < 0) return null;
	if (!view.isNative) return recordPart(view, event);
	const field = view
		.fields(cursor, Number.POSITIVE_INFINITY)
		.find((candidate) => covers(candidate, cursor.column));
	return field === undefined ? null : partOf(view, cursor, event, field);
}

/** A record of another system's log is about its key, or else about the replica that it happens at. */
function recordPart(view: TraceView, event: number): LinePart {
	const span = view.eventSpan(event);
	const [key] = Array.from(keysOf(view.trace, event));
	if (key !== undefined) return { kind: 'key', key, span };
	return { kind: 'replica', replica: view.trace.replica[event] as number, span };
}

function partOf(view: TraceView, cursor: Cursor, event: number, field: FieldSpan): LinePart | null {
	const { trace } = view;
	const span = spanOf(cursor, field);
	switch (field.name) {
		case 'key': {
			const [key] = Array.from(keysOf(trace, event));
			return key === undefined ? null : { kind: 'key', key, span };
		}
		case 'keys': {
			const item = field.items.find((candidate) => covers(candidate, cursor.column));
			const key = item?.text == null ? -1 : trace.keys.find(item.text);
			return key < 0 ? null : { kind: 'key', key, span: spanOf(cursor, item as ValueSpan) };
		}
		case 'vv':
		case 'context':
		case 'dot':
			return { kind: 'vector', span };
		case 'at':
		case 'from':
		case 'to': {
			const replica = field.text === null ? -1 : trace.replicas.find(field.text);
			return replica < 0 ? null : { kind: 'replica', replica, span };
		}
		case 'msg':
			return (trace.message[event] as number) < 0 ? null : { kind: 'message', span };
		default:
			return { kind: field.name === 'client' ? 'client' : 'other', span };
	}
}
