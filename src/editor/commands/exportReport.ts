import * as vscode from 'vscode';
import type { ReportFormat } from '../../session/editorQueries.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { relativeUri } from '../relativeUri.ts';
import { Commands } from './ids.ts';
import { askWhere, savePieces } from './save.ts';
import { targetSession, withTrace } from './target.ts';

interface Format extends vscode.QuickPickItem {
	format: ReportFormat;
	extension: string;
}

const FORMATS: readonly Format[] = [
	{
		format: 'markdown',
		extension: 'md',
		label: 'Markdown',
		description: 'to read, with links to lines and sequence diagrams',
	},
	{ format: 'json', extension: 'json', label: 'JSON', description: 'for other programs' },
	{ format: 'text', extension: 'txt', label: 'Text', description: 'as the command line prints it' },
];

/** Export Report…: all of it, in a format and a file of the user's choice. */
export function registerExportReport(sessions: OpenTraces): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.exportReport, async (uri?: unknown) => {
		const session = await targetSession(sessions, uri);
		if (session === undefined) return;
		await withTrace(session, async () => {
			const chosen = await vscode.window.showQuickPick(FORMATS, { title: 'Export Conflict Report' });
			const target =
				chosen &&
				(await askWhere(session, {
					title: 'Export Conflict Report',
					saveLabel: 'Export',
					kind: chosen.label,
					extension: `report.${chosen.extension}`,
				}));
			if (chosen !== undefined && target !== undefined) await save(session, chosen.format, target);
		});
	});
}

async function save(session: TraceSession, format: ReportFormat, target: vscode.Uri): Promise<void> {
	const links = session.files.map((file) => relativeUri(target, vscode.Uri.parse(file, true)));
	const answer = await session.query('report', { format, limit: 0, links });
	if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
	await savePieces(target, answer.ok, 'The report could not be saved');
}
