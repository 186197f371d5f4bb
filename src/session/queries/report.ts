import { jsonReport } from '../../report/jsonReport.ts';
import { markdownReport } from '../../report/markdownReport.ts';
import { textReport } from '../../report/textReport.ts';
import type { EditorQueries } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';

type Params = EditorQueries['report']['params'];

/** Pieces travel in strings of about this length: one for all of it could be longer than a string may be. */
const PIECE = 1 << 20;

/** The report in the format asked for. */
export function report(view: TraceView, params: Params): string[] {
	const pieces: string[] = [];
	let piece = '';
	for (const part of parts(view, params)) {
		piece += part;
		if (piece.length < PIECE) continue;
		pieces.push(piece);
		piece = '';
	}
	return [...pieces, piece];
}

function parts(view: TraceView, { format, limit, links }: Params): Iterable<string> {
	switch (format) {
		case 'markdown':
			return markdownReport(view, {
				limit,
				...(links === undefined ? {} : { linkTo: ({ file, line }) => `${links[file]}#L${line}` }),
			});
		case 'json':
			return jsonReport(view, limit);
		case 'text':
			return textReport(view, { limit });
	}
}
