import type { LineQueries, LineQueryName, PageQueries, PageQueryName } from '../../session/linesProtocol.ts';
import type { Result } from '../../session/protocol.ts';
import { hoverText } from '../hover/hoverText.ts';
import { settingsFor } from '../settings.ts';
import type { LargeFile } from './document.ts';

/** More findings in one window of lines are not marked. */
const MAX_MARKS = 2000;

type Handlers = {
	[N in Exclude<PageQueryName, LineQueryName>]: (
		file: LargeFile,
		params: PageQueries[N]['params'],
	) => Promise<Result<PageQueries[N]['result']>>;
};

const handlers: Handlers = {
	async marks(file, params) {
		const { session, settings, number } = traceOf(file);
		if (session === undefined || !settings.diagnostics) return { ok: { rows: [], total: 0 } };
		const { severities } = settings;
		return session.query('marks', { ...params, file: number, limit: MAX_MARKS, severities });
	},
	async ruler(file, params) {
		const { session, settings, number } = traceOf(file);
		if (session === undefined || !settings.diagnostics) return { ok: new Uint8Array(params.count) };
		return session.query('ruler', { ...params, file: number, severities: settings.severities });
	},
	async hover(file, place) {
		const { session, number } = traceOf(file);
		const hover = session && (await hoverText(session, { ...place, file: number }));
		if (hover == null) return { ok: null };
		const { start, end } = hover.span;
		return { ok: { markdown: hover.markdown, start, end } };
	},
};

/** Answers what a page asks: of its lines the thread that reads them, of the trace its session. Never rejects. */
export async function answerPage(
	file: LargeFile,
	name: PageQueryName,
	params: unknown,
): Promise<Result<unknown>> {
	if (Object.hasOwn(handlers, name)) return handlers[name as keyof Handlers](file, params as never);
	if (file.lines === null) return { err: file.failure ?? 'There is no file.' };
	return file.lines.query(name as LineQueryName, params as LineQueries[LineQueryName]['params']);
}

function traceOf(file: LargeFile) {
	const { session, uri } = file;
	// Nothing is asked of what is not analysed yet: it would be waited for, and the page asks again when it is.
	const known = session !== undefined && session.revision > 0 ? session : undefined;
	return {
		session: known,
		number: session?.files.indexOf(uri.toString()) ?? -1,
		settings: settingsFor(uri),
	};
}
