import { jsonReport } from '../../report/jsonReport.ts';
import { markdownReport } from '../../report/markdownReport.ts';
import { textReport } from '../../report/textReport.ts';
import type { EditorQueries } from '../editorQueries.ts';
import type { TraceView } from '../traceView.ts';
import { pieces } from './pieces.ts';

type Params = EditorQueries['report']['params'];

/** The report in the format asked for. */
export function report(view: TraceView, params: Params): string[] {
	return pieces(parts(view, params));
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
