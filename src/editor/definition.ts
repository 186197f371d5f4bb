import * as vscode from 'vscode';
import type { Sessions } from '../session/traceSession.ts';
import { placeAt, rangeOf, uriOf } from './place.ts';
import { forTraces } from './traceSelector.ts';

/** Go to definition: from a receive to its send, from a resolving version to what it resolves, and the like. */
export function registerDefinition(sessions: Sessions): vscode.Disposable {
	const provider: vscode.DefinitionProvider = {
		async provideDefinition(document, position) {
			const session = sessions.forDocument(document.uri);
			const place = session && placeAt(session, document, position);
			if (session === undefined || place === undefined) return null;
			const answer = await session.query('definition', place);
			if ('err' in answer || answer.ok === null) return null;
			const { origin, targets } = answer.ok;
			return targets.map((target): vscode.LocationLink => {
				const range = rangeOf(target);
				return {
					originSelectionRange: rangeOf(origin),
					targetUri: uriOf(session, target),
					targetRange: range,
					targetSelectionRange: range,
				};
			});
		},
	};
	return forTraces(sessions, (selector) => vscode.languages.registerDefinitionProvider(selector, provider));
}
