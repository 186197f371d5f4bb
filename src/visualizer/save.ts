import * as vscode from 'vscode';
import { plainText } from '../editor/plainText.ts';
import type { FromWebview } from '../session/protocol.ts';
import type { TraceSession } from '../session/traceSession.ts';

type Save = Extract<FromWebview, { type: 'save' }>;

const PICTURES = { svg: { 'SVG image': ['svg'] }, png: { 'PNG image': ['png'] } };

/** Asks where to save a picture, next to the trace unless the user wants it elsewhere, and writes it. */
export async function savePicture({ kind, data, suggestedName }: Save, traceFile: string): Promise<void> {
	const bytes = kind === 'svg' ? new TextEncoder().encode(data) : Buffer.from(data, 'base64');
	await save(traceFile, suggestedName, PICTURES[kind], 'Save Diagram', bytes);
}

/** Asks where to save the certificates of what is proven of a trace's clocks, and writes them. */
export async function saveCertificates(session: TraceSession): Promise<void> {
	const answer = await session.query('certificates', {});
	if ('err' in answer) {
		void vscode.window.showErrorMessage(plainText(answer.err));
		return;
	}
	const bytes = new TextEncoder().encode(answer.ok.join(''));
	if (bytes.length === 0) {
		void vscode.window.showInformationMessage('Nothing is proven of the clocks that lines can certify.');
		return;
	}
	const filters = { 'Certificates (JSON Lines)': ['jsonl'] };
	await save(session.files[0] as string, 'certificates.jsonl', filters, 'Save Certificates', bytes);
}

async function save(
	traceFile: string,
	suggestedName: string,
	filters: Record<string, string[]>,
	title: string,
	bytes: Uint8Array,
): Promise<void> {
	const trace = vscode.Uri.parse(traceFile, true);
	const stem = (trace.path.split('/').pop() ?? '').replace(/(\.reptrace)?\.[^.]*$/, '');
	const target = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.joinPath(trace, '..', `${stem}-${suggestedName}`),
		filters,
		title,
	});
	if (!target) return;
	try {
		await vscode.workspace.fs.writeFile(target, bytes);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		void vscode.window.showErrorMessage(plainText(`It could not be saved: ${reason}`));
		return;
	}
	const answer = await vscode.window.showInformationMessage(
		plainText(`Saved ${target.path.split('/').pop()}.`),
		'Open',
	);
	if (answer === 'Open') await vscode.commands.executeCommand('vscode.open', target);
}
