import * as vscode from 'vscode';
import { quoted } from '../../report/visible.ts';
import type { DiagramScope } from '../../session/protocol.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import { activeCursor } from '../fileViews.ts';
import type { OpenTraces } from '../openTraces.ts';
import { placeAt } from '../place.ts';
import { plainText } from '../plainText.ts';
import { Commands } from './ids.ts';
import { targetSession } from './target.ts';

/** Copy Sequence Diagram as Mermaid: of the selected lines, else of the conflict under the cursor, else of its key. */
export function registerCopyDiagram(sessions: OpenTraces): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.copyDiagram, async () => {
		const session = await targetSession(sessions, undefined);
		if (session === undefined) return;
		const chosen = await scopeAtCursor(session);
		if (chosen === undefined) {
			void vscode.window.showInformationMessage(
				'There is no key or conflict on this line. Select lines to draw them.',
			);
			return;
		}
		// The conflict's number is of this analysis: where another one comes in between, the command can be given again.
		const answer = await session.query('diagram', { scope: chosen.scope, page: 0 }, session.revision);
		if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
		const { source, pages } = answer.ok;
		await vscode.env.clipboard.writeText(source);
		const first = pages > 1 ? ` (the first of ${pages} pages)` : '';
		vscode.window.setStatusBarMessage(`Copied the sequence diagram of ${chosen.what}${first}.`, 8000);
	});
}

async function scopeAtCursor(
	session: TraceSession,
): Promise<{ scope: DiagramScope; what: string } | undefined> {
	const cursor = activeCursor();
	const place = cursor && placeAt(session, cursor, cursor.selection.active);
	if (cursor === undefined || place === undefined) return undefined;
	const { start, end, isSingleLine } = cursor.selection;
	if (!isSingleLine) {
		// A selection that ends at the start of a line does not show that line as selected.
		const last = end.character === 0 ? end.line : end.line + 1;
		const range = { kind: 'range', file: place.file, from: start.line + 1, to: last } as const;
		return { scope: range, what: `lines ${range.from} to ${range.to}` };
	}
	const answer = await session.query('at', place);
	if ('err' in answer) return undefined;
	const { key, conflict } = answer.ok;
	const of = key === null ? '' : ` on key ${quoted(key, 40)}`;
	if (conflict !== null) return { scope: { kind: 'conflict', conflict }, what: `the conflict${of}` };
	return key === null ? undefined : { scope: { kind: 'key', key }, what: `key ${quoted(key, 40)}` };
}
