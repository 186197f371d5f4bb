import type { Cursor, HoverContent, Span } from '../../session/editorQueries.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import { Commands } from '../commands/ids.ts';
import { baseName } from '../content.ts';
import { uriOf } from '../place.ts';
import { settingsFor } from '../settings.ts';
import { commandUri, lineLink } from './commandUri.ts';
import { keyMarkdown } from './keyMarkdown.ts';
import type { HoverLinks } from './links.ts';
import { messageMarkdown } from './messageMarkdown.ts';
import { replicaMarkdown } from './replicaMarkdown.ts';
import { vectorMarkdown } from './vectorMarkdown.ts';

/** The commands that links in hovers may call. */
export const HOVER_COMMANDS: readonly string[] = [Commands.revealLine, Commands.openVisualizer];

/** What there is to say of a place, as Markdown, and the stretch of the line that it is about; null where there is nothing. */
export async function hoverText(
	session: TraceSession,
	place: Cursor,
): Promise<{ markdown: string; span: Span } | null> {
	const rows = settingsFor(uriOf(session, place)).hoverRows;
	const answer = await session.query('hover', { ...place, rows });
	if ('err' in answer || answer.ok === null) return null;
	return { markdown: markdown(answer.ok, linksOf(session, place.file)), span: answer.ok.span };
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
		line: (place) => lineLink(uriOf(session, place), place.line),
		visualizer: (target, { line }) =>
			commandUri(Commands.openVisualizer, [session.files[file], target, line]),
		label: (place) =>
			place.file === file
				? String(place.line)
				: `${baseName(session.files[place.file] as string)}:${place.line}`,
	};
}
