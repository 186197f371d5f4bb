import * as vscode from 'vscode';
import type { LineFile } from '../../session/lines/lineFile.ts';
import type { SaveOrder, SaveProgress } from '../../session/lines/wire.ts';
import type { TextPosition } from '../../session/linesProtocol.ts';
import { plainText } from '../plainText.ts';
import type { LargeFile } from './document.ts';

/** More than this is nothing to paste, and would hold everything else up on its way, in bytes; it can be saved to a file. */
const LIMIT = 4 << 20;

const megabytes = (bytes: number) => `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;

/** Copies the text between two places, or offers to save it where it is too much for a clipboard. */
export async function copyText(
	{ uri, lines }: LargeFile,
	from: TextPosition,
	to: TextPosition,
): Promise<void> {
	if (lines === null) return;
	const answer = await lines.query('text', { from, to, limit: LIMIT });
	if ('err' in answer) return void vscode.window.showWarningMessage(plainText(answer.err));
	if ('text' in answer.ok) return vscode.env.clipboard.writeText(answer.ok.text);
	if (uri.scheme !== 'file') {
		const told = `The selection has ${megabytes(answer.ok.bytes)}. At most ${megabytes(LIMIT)} are copied.`;
		return void vscode.window.showWarningMessage(told);
	}
	const saveAs = 'Save Selection As…';
	const told = `The selection has ${megabytes(answer.ok.bytes)}. At most ${megabytes(LIMIT)} are copied; more can be saved to a file.`;
	if ((await vscode.window.showWarningMessage(told, saveAs)) !== saveAs) return;
	const target = await vscode.window.showSaveDialog({
		title: 'Save Selection',
		defaultUri: vscode.Uri.joinPath(uri, '..', 'selection.reptrace'),
	});
	if (target === undefined) return;
	if (target.scheme !== 'file' || target.fsPath === uri.fsPath)
		return void vscode.window.showWarningMessage('Choose another file on this machine.');
	await save(lines, { from, to, path: target.fsPath });
}

/** Shows how far it is, and lets it be cancelled: then there is no file. */
async function save(lines: LineFile, order: SaveOrder): Promise<void> {
	const saved = await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: 'Saving the selection', cancellable: true },
		async (progress, token) => {
			const abort = new AbortController();
			token.onCancellationRequested(() => abort.abort());
			let last = 0;
			const told = ({ done, total }: SaveProgress) => {
				const message = `${megabytes(done)} of ${megabytes(total)}`;
				progress.report({ message, increment: ((done - last) / total) * 100 });
				last = done;
			};
			const answer = await lines.save(order, told, abort.signal);
			return abort.signal.aborted ? null : answer;
		},
	);
	if (saved === null) return;
	if ('err' in saved) void vscode.window.showErrorMessage(plainText(saved.err));
	else void vscode.window.setStatusBarMessage(`Saved ${megabytes(saved.ok.bytes)}`, 5000);
}
