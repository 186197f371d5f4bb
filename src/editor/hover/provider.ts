import * as vscode from 'vscode';
import type { Sessions } from '../../session/traceSession.ts';
import { placeAt, rangeOf } from '../place.ts';
import { forTraces } from '../traceSelector.ts';
import { HOVER_COMMANDS, hoverText } from './hoverText.ts';

/** Hovers on keys, vectors, replicas and messages. */
export function registerHover(sessions: Sessions): vscode.Disposable {
	const provider: vscode.HoverProvider = {
		async provideHover(document, position, token) {
			const session = sessions.forDocument(document.uri);
			const place = session && placeAt(session, document, position);
			const hover = place && (await hoverText(session, place));
			if (token.isCancellationRequested || hover == null) return null;
			const text = new vscode.MarkdownString(hover.markdown);
			text.isTrusted = { enabledCommands: HOVER_COMMANDS };
			return new vscode.Hover(text, rangeOf(hover.span));
		},
	};
	return forTraces(sessions, (selector) => vscode.languages.registerHoverProvider(selector, provider));
}
