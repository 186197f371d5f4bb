import * as vscode from 'vscode';
import type { FormatChoice } from '../../session/editorQueries.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import { activeFile } from '../activeFile.ts';
import { isManifest } from '../manifest.ts';
import { buildMapping } from '../mapping/buildMapping.ts';
import type { Draft } from '../mapping/draft.ts';
import { headText } from '../mapping/headText.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { Commands } from './ids.ts';
import { targetSession, uriOf, withTrace } from './target.ts';

interface Choice extends vscode.QuickPickItem {
	/** Absent: what the content shows. */
	format?: string;
}

/** Read As…: the format of a trace's files, those that they look like first. What was chosen is kept for these files. */
export function registerReadAs(sessions: OpenTraces): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.readAs, async (clicked?: unknown, selected?: unknown) => {
		const session = await toBeRead(sessions, clicked, selected);
		if (session === undefined) return;
		await withTrace(session, async () => {
			const answer = await session.query('formats', {});
			if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
			const current = sessions.choiceOf(session).from;
			const chosen = await vscode.window.showQuickPick(choices(answer.ok, current, session.summary?.format), {
				title: `Read ${session.title} As`,
				placeHolder: 'The format of the log',
				matchOnDescription: true,
			});
			if (chosen?.format === 'mapped') await readMapped(sessions, session);
			else if (chosen !== undefined) await sessions.readAs(session, chosen.format);
			else if (session.summary === null) sessions.close(session);
		});
	});
}

/** Asks for the mapping that rows are read by. */
async function readMapped(sessions: OpenTraces, session: TraceSession): Promise<void> {
	const text = await headText(vscode.Uri.parse(session.files[0] as string, true));
	const before = sessions.choiceOf(session).settings?.mapping as Draft | undefined;
	const mapping = await buildMapping(`Columns of ${session.title}`, text, before);
	if (mapping !== undefined) await sessions.readAs(session, 'mapped', { mapping });
	else if (session.summary === null) sessions.close(session);
}

/** Also of files that no trace could be made of yet. */
async function toBeRead(
	sessions: OpenTraces,
	clicked: unknown,
	selected: unknown,
): Promise<TraceSession | undefined> {
	if (Array.isArray(selected) && selected.length > 0) {
		const files = selected.map(uriOf).filter((uri) => uri !== undefined);
		return sessions.open(files.map(String));
	}
	const file = uriOf(clicked) ?? (sessions.active === undefined ? activeFile() : undefined);
	if (file === undefined || isManifest(file)) return targetSession(sessions, clicked);
	return sessions.forDocument(file) ?? sessions.open([file.toString()]);
}

function choices(
	formats: readonly FormatChoice[],
	chosen: string | undefined,
	shown: string | undefined,
): Choice[] {
	const item = ({ id, title, confidence }: FormatChoice): Choice => ({
		format: id,
		label: title,
		description: [
			id,
			...(confidence > 0 ? [`looks like it, ${Math.round(confidence * 100)} % sure`] : []),
			...(id === shown ? ['as it is read now'] : []),
		].join(' · '),
		...(id === chosen && { iconPath: new vscode.ThemeIcon('check') }),
	});
	const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
	const detected = formats.filter(({ confidence }) => confidence > 0);
	const others = formats.filter(({ confidence }) => confidence === 0);
	return [
		{
			label: 'Detect automatically',
			description: 'what the content shows',
			...(chosen === undefined && { iconPath: new vscode.ThemeIcon('check') }),
		},
		...(detected.length > 0 ? [separator('What it looks like'), ...detected.map(item)] : []),
		...(others.length > 0 ? [separator('Other formats'), ...others.map(item)] : []),
	];
}
