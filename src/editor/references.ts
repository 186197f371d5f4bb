import * as vscode from 'vscode';
import type { Sessions } from '../session/traceSession.ts';
import { locationOf, placeAt } from './place.ts';
import { forTraces } from './traceSelector.ts';

/** The view of references groups and filters in the window's own thread: with more it stalls. */
const LIMIT = 5000;

/** Find all references of a key (or, on a message's id, of the message). */
export function registerReferences(sessions: Sessions): vscode.Disposable {
	const provider: vscode.ReferenceProvider = {
		async provideReferences(document, position) {
			const session = sessions.forDocument(document.uri);
			const place = session && placeAt(session, document, position);
			if (session === undefined || place === undefined) return null;
			const answer = await session.query('references', { ...place, limit: LIMIT });
			if ('err' in answer || answer.ok === null) return null;
			const { spans, total } = answer.ok;
			if (total > spans.length) {
				const [shown, all] = [spans.length, total].map((count) => count.toLocaleString('en'));
				vscode.window.setStatusBarMessage(`The first ${shown} of ${all} references are shown.`, 10_000);
			}
			return spans.map((span) => locationOf(session, span));
		},
	};
	return forTraces(sessions, (selector) => vscode.languages.registerReferenceProvider(selector, provider));
}
