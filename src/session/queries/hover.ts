import type { EditorQueries, HoverContent } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { keyHover } from './hoverKey.ts';
import { messageHover } from './hoverMessage.ts';
import { replicaHover } from './hoverReplica.ts';
import { vectorHover } from './hoverVector.ts';
import { partAt } from './lineParts.ts';

/** What is known of what the mouse is on; null where there is nothing to say. */
export function hover(view: TraceView, params: EditorQueries['hover']['params']): HoverContent | null {
	const part = partAt(view, params);
	const event = view.eventUnder(params);
	switch (part?.kind) {
		case 'key':
			return keyHover(view, event, part.key, part.span, params.rows);
		case 'vector':
			return vectorHover(view, event, part.span);
		case 'replica':
			return replicaHover(view, event, part.replica, part.span);
		case 'message':
			return messageHover(view, event, part.span);
		default:
			return null;
	}
}
