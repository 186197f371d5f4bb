import * as vscode from 'vscode';
import { brief, figure } from '../../report/visible.ts';
import type { Span } from '../../session/editorQueries.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import { baseName } from '../content.ts';
import type { OpenTraces } from '../openTraces.ts';
import { placeAt } from '../place.ts';
import type { LargeFilePanel } from './panel.ts';

/** A longer list is no help. */
const MAX_REFERENCES = 1000;
/** Of a line, in characters. */
const SHOWN = 160;

/** Go to Definition: at once where there is one, by a list where there are several. */
export async function goToDefinition(panel: LargeFilePanel, sessions: OpenTraces): Promise<void> {
	const session = sessions.forDocument(panel.uri);
	const place = session && placeAt(session, panel, panel.selection.active);
	if (session === undefined || place === undefined) return;
	const answer = await session.query('definition', place);
	const targets = 'ok' in answer ? (answer.ok?.targets ?? []) : [];
	await go(panel, session, targets, 'Go to Definition', 'Nothing leads on from here.');
}

/** Go to References: the places that name the key or the message under the cursor, as a list. */
export async function goToReferences(panel: LargeFilePanel, sessions: OpenTraces): Promise<void> {
	const session = sessions.forDocument(panel.uri);
	const place = session && placeAt(session, panel, panel.selection.active);
	if (session === undefined || place === undefined) return;
	const answer = await session.query('references', { ...place, limit: MAX_REFERENCES });
	const { spans = [], total = 0 } = ('ok' in answer && answer.ok) || {};
	const more = total > spans.length ? `, the first ${figure(spans.length)} of them` : '';
	await go(panel, session, spans, `${figure(total)} References${more}`, 'There are no references here.');
}

async function go(
	panel: LargeFilePanel,
	session: TraceSession,
	spans: readonly Span[],
	title: string,
	none: string,
): Promise<void> {
	const [first] = spans;
	if (first === undefined) return void vscode.window.setStatusBarMessage(none, 5000);
	if (spans.length === 1) return session.reveal(first);
	const own = session.files.indexOf(panel.uri.toString());
	const items = spans.map(async (span) => ({
		label: `Line ${figure(span.line)}`,
		description: session.files.length > 1 ? baseName(session.files[span.file] as string) : '',
		detail: span.file === own ? await textOf(panel, span.line) : '',
		span,
	}));
	const chosen = await vscode.window.showQuickPick(Promise.all(items), { title, matchOnDetail: true });
	if (chosen !== undefined) await session.reveal(chosen.span);
}

/** The beginning of a line, to choose it by. */
async function textOf({ file }: LargeFilePanel, line: number): Promise<string> {
	const answer = await file.lines?.query('lines', { from: line, count: 1, anchor: null });
	const text = answer !== undefined && 'ok' in answer ? answer.ok.lines[0]?.text : undefined;
	return brief(text ?? '', SHOWN);
}
