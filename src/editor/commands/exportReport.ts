import * as vscode from 'vscode';
import type { ReportFormat } from '../../session/editorQueries.ts';
import type { Sessions, TraceSession } from '../../session/traceSession.ts';
import { relativeUri } from '../relativeUri.ts';
import { Commands } from './ids.ts';
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
export function registerExportReport(sessions: Sessions): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.exportReport, async (uri?: unknown) => {
		const session = targetSession(sessions, uri);
		if (session === undefined) return;
		await withTrace(session, async () => {
			const chosen = await vscode.window.showQuickPick(FORMATS, { title: 'Export Conflict Report' });
			const target = chosen && (await askWhere(session, chosen));
			if (chosen !== undefined && target !== undefined) await save(session, chosen.format, target);
		});
	});
}

function askWhere(session: TraceSession, { label, extension }: Format): Thenable<vscode.Uri | undefined> {
	const [first = ''] = session.files;
	const file = vscode.Uri.parse(first, true);
	const name = `${first.slice(first.lastIndexOf('/') + 1)}.report.${extension}`;
	const folder =
		file.scheme === 'untitled'
			? vscode.workspace.workspaceFolders?.[0]?.uri
			: vscode.Uri.joinPath(file, '..');
	return vscode.window.showSaveDialog({
		title: 'Export Conflict Report',
		saveLabel: 'Export',
		filters: { [label]: [extension] },
		...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, decodeURIComponent(name)) }),
	});
}

async function save(session: TraceSession, format: ReportFormat, target: vscode.Uri): Promise<void> {
	const links = session.files.map((file) => relativeUri(target, vscode.Uri.parse(file, true)));
	const answer = await session.query('report', { format, limit: 0, links });
	if ('err' in answer) return void vscode.window.showErrorMessage(answer.err);
	try {
		await vscode.workspace.fs.writeFile(target, Buffer.concat(answer.ok.map((piece) => Buffer.from(piece))));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return void vscode.window.showErrorMessage(`The report could not be saved: ${reason}`);
	}
	void offerToOpen(target);
}

/** Not waited for: a message may stand for hours, and the trace would be kept as long. */
async function offerToOpen(target: vscode.Uri): Promise<void> {
	const open = 'Open';
	const saved = `Saved ${target.path.slice(target.path.lastIndexOf('/') + 1)}.`;
	if ((await vscode.window.showInformationMessage(saved, open)) === open) {
		await vscode.commands.executeCommand('vscode.open', target);
	}
}
