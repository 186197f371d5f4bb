import * as vscode from 'vscode';
import type { TraceSession } from '../../session/traceSession.ts';
import { activeFile } from '../activeFile.ts';
import { documentOf } from '../content.ts';
import { isManifest } from '../manifest.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { isTraceName, LANGUAGE } from '../traceDocuments.ts';
import { Commands } from './ids.ts';

/**
 * The trace that a command is for: the one of the file that was clicked (in the explorer, a code lens, a link), else the active
 * one, else the file of the active tab, which extensions do not see as a document where it is large. A manifest stands for the
 * files that it lists. Says so where there is none, or where the file is no log that is known.
 */
export async function targetSession(
	sessions: OpenTraces,
	argument: unknown,
): Promise<TraceSession | undefined> {
	const clicked = uriOf(argument);
	if (clicked === undefined && sessions.active !== undefined) return sessions.active;
	const file = clicked ?? activeFile();
	if (file === undefined) {
		void vscode.window.showInformationMessage('Open a replication trace first.');
		return undefined;
	}
	if (isManifest(file)) return openSet(sessions, file);
	const known = sessions.forDocument(file);
	if (known !== undefined) return known;
	const session = sessions.open([file.toString()]);
	const isOurs = isTraceName(file) || documentOf(file.toString())?.languageId === LANGUAGE;
	return isOurs ? session : recognised(sessions, session);
}

/** Opens what a manifest lists as one trace; says what is wrong with it where it cannot. */
export async function openSet(sessions: OpenTraces, manifest: vscode.Uri): Promise<TraceSession | undefined> {
	try {
		return await sessions.openSet(manifest);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		void vscode.window.showErrorMessage(plainText(`The manifest cannot be used: ${reason}.`));
		return undefined;
	}
}

/** The session of files that are not known to be a trace, once they have turned out to be one; else they are closed again. */
export async function recognised(
	sessions: OpenTraces,
	session: TraceSession,
): Promise<TraceSession | undefined> {
	const { err } = await withTrace(session, async () => ({
		err: undefined,
		...(await session.query('summary', {})),
	}));
	if (err === undefined) return session;
	const uris = session.files.map((file) => vscode.Uri.parse(file, true));
	sessions.close(session);
	void offerFormats(err, uris);
	return undefined;
}

/** Not waited for: a message may stand for hours. */
async function offerFormats(reason: string, uris: readonly vscode.Uri[]): Promise<void> {
	const readAs = 'Read As…';
	if ((await vscode.window.showWarningMessage(plainText(reason), readAs)) === readAs) {
		await vscode.commands.executeCommand(Commands.readAs, uris[0], uris);
	}
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
