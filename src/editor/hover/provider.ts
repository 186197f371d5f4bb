import * as vscode from 'vscode';
import type { HoverContent } from '../../session/editorQueries.ts';
import type { Sessions, TraceSession } from '../../session/traceSession.ts';
import { Commands } from '../commands/ids.ts';
import { baseName } from '../content.ts';
import { placeAt, rangeOf, uriOf } from '../place.ts';
import { settingsFor } from '../settings.ts';
import { forTraces } from '../traceSelector.ts';
import { keyMarkdown } from './keyMarkdown.ts';
import type { HoverLinks } from './links.ts';
import { messageMarkdown } from './messageMarkdown.ts';
import { replicaMarkdown } from './replicaMarkdown.ts';
import { vectorMarkdown } from './vectorMarkdown.ts';

/** Hovers on keys, vectors, replicas and messages. */
export function registerHover(sessions: Sessions): vscode.Disposable {
	const provider: vscode.HoverProvider = {
		async provideHover(document, position, token) {
			const session = sessions.forDocument(document.uri);
			const place = session && placeAt(session, document, position);
			if (place === undefined) return null;
			const rows = settingsFor(document.uri).hoverRows;
			const answer = await session?.query('hover', { ...place, rows });
			if (token.isCancellationRequested || answer === undefined || 'err' in answer || answer.ok === null)
				return null;
			const text = new vscode.MarkdownString(
				markdown(answer.ok, linksOf(session as TraceSession, place.file)),
			);
			text.isTrusted = { enabledCommands: [Commands.revealLine, Commands.openVisualizer] };
			return new vscode.Hover(text, rangeOf(answer.ok.span));
		},
	};
	return forTraces(sessions, (selector) => vscode.languages.registerHoverProvider(selector, provider));
}

function markdown(hover: HoverContent, links: HoverLinks): string {
	switch (hover.kind) {
		case 'key':
			return keyMarkdown(hover, links);
		case 'vector':
			return vectorMarkdown(hover, links);
		case 'replica':
			return replicaMarkdown(hover, links);
		case 'message':
			return messageMarkdown(hover, links);
	}
}

/** @param file the file that the hover is in: its lines need no name */
function linksOf(session: TraceSession, file: number): HoverLinks {
	return {
		line: (place) => commandUri(Commands.revealLine, [uriOf(session, place).toString(), place.line]),
		visualizer: (target, { line }) =>
			commandUri(Commands.openVisualizer, [session.files[file], target, line]),
		label: (place) =>
			place.file === file
				? String(place.line)
				: `${baseName(session.files[place.file] as string)}:${place.line}`,
	};
}

function commandUri(command: string, args: unknown[]): string {
	return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
