import * as vscode from 'vscode';
import type { Sessions, TraceSession } from '../../session/traceSession.ts';
import { activeFile } from '../activeFile.ts';

const TRACE_FILE = /\.reptrace(\.jsonl|\.ndjson)?$/;

/**
 * The trace that a command is for: the one of the file that was clicked (in the explorer, a code lens, a link), else the active
 * one, else the file of the active tab, which extensions do not see as a document where it is large. Says so where there is none.
 */
export function targetSession(sessions: Sessions, argument: unknown): TraceSession | undefined {
	const uri = uriOf(argument);
	if (uri !== undefined) return existing(sessions, uri);
	if (sessions.active !== undefined) return sessions.active;
	const file = activeFile();
	if (file !== undefined && TRACE_FILE.test(file.path)) return existing(sessions, file);
	void vscode.window.showInformationMessage('Open a replication trace first.');
	return undefined;
}

function existing(sessions: Sessions, uri: vscode.Uri): TraceSession {
	return sessions.forDocument(uri) ?? sessions.open([uri.toString()]);
}

/** Links carry URIs as text, menus as objects. */
export function uriOf(argument: unknown): vscode.Uri | undefined {
	if (argument instanceof vscode.Uri) return argument;
	if (typeof argument !== 'string') return undefined;
	try {
		return vscode.Uri.parse(argument, true);
	} catch {
		return undefined;
	}
}

/** Runs what needs a trace, which stays open meanwhile. */
export async function withTrace<T>(
	session: TraceSession,
	use: (session: TraceSession) => Promise<T>,
): Promise<T> {
	const kept = session.retain();
	try {
		return await use(session);
	} finally {
		kept.dispose();
	}
}
