import * as vscode from 'vscode';
import type { Span } from '../session/editorQueries.ts';
import type { Place, TraceSession } from '../session/traceSession.ts';

/** The engine counts lines from 1, VS Code from 0; columns are UTF-16 in both. */
export function rangeOf(span: Span): vscode.Range {
	return new vscode.Range(span.line - 1, span.start, span.line - 1, span.end);
}

/** Of a thousand findings each has places: to parse a URI for each of them took longer than all the rest. */
const parsed = new WeakMap<TraceSession, vscode.Uri[]>();

/** The file that a place is in. */
export function uriOf(session: TraceSession, place: Place): vscode.Uri {
	let uris = parsed.get(session);
	if (uris === undefined) {
		uris = session.files.map((file) => vscode.Uri.parse(file, true));
		parsed.set(session, uris);
	}
	return uris[place.file] as vscode.Uri;
}

/** A stretch of a line as VS Code's providers answer it. */
export function locationOf(session: TraceSession, span: Span): vscode.Location {
	return new vscode.Location(uriOf(session, span), rangeOf(span));
}

/** The place of a position in a file of a session; undefined where the file is none of its files. */
export function placeAt(
	session: TraceSession,
	{ uri }: { uri: vscode.Uri },
	position: vscode.Position,
): (Place & { column: number }) | undefined {
	const file = session.files.indexOf(uri.toString());
	return file < 0 ? undefined : { file, line: position.line + 1, column: position.character };
}
