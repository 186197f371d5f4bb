import * as vscode from 'vscode';
import type { FromWebview } from '../session/protocol.ts';

type Save = Extract<FromWebview, { type: 'save' }>;

const FILTERS = { svg: { 'SVG image': ['svg'] }, png: { 'PNG image': ['png'] } };

/** Asks where to save a picture, next to the trace unless the user wants it elsewhere, and writes it. */
export async function savePicture({ kind, data, suggestedName }: Save, traceFile: string): Promise<void> {
	const trace = vscode.Uri.parse(traceFile, true);
	const stem = (trace.path.split('/').pop() ?? '').replace(/(\.reptrace)?\.[^.]*$/, '');
	const target = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.joinPath(trace, '..', `${stem}-${suggestedName}`),
		filters: FILTERS[kind],
		title: 'Save Diagram',
	});
	if (!target) return;
	const bytes = kind === 'svg' ? new TextEncoder().encode(data) : Buffer.from(data, 'base64');
	try {
		await vscode.workspace.fs.writeFile(target, bytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		void vscode.window.showErrorMessage(`The diagram could not be saved: ${reason}`);
		return;
	}
	const answer = await vscode.window.showInformationMessage(`Saved ${target.path.split('/').pop()}.`, 'Open');
	if (answer === 'Open') await vscode.commands.executeCommand('vscode.open', target);
}
