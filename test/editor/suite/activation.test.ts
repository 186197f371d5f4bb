import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('activation', () => {
	it('is brought about by opening a trace', async () => {
		const extension = vscode.extensions.getExtension('replication-trace.replication-trace');
		assert.ok(extension, 'VS Code knows the extension');
		const folder = vscode.workspace.workspaceFolders?.[0];
		assert.ok(folder, 'a folder is open');
		const uri = vscode.Uri.joinPath(folder.uri, 'activation.reptrace');
		await vscode.workspace.fs.writeFile(
			uri,
			new TextEncoder().encode('{"op":"delete","at":"R1","key":"k"}\n'),
		);
		const document = await vscode.workspace.openTextDocument(uri);
		assert.equal(document.languageId, 'reptrace');
		await vscode.window.showTextDocument(document);
		for (const end = Date.now() + 10_000; !extension.isActive && Date.now() < end; ) {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		assert.ok(extension.isActive, 'the extension is active');
	});
});
