import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { generate } from '../../../src/generate/generate.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import {
	closeAll,
	findingsOf,
	inShort,
	shown,
	until,
	withFindings,
	withSettings,
	written,
} from './support.ts';

const CONFLICT = [
	'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}',
	'{"op":"write","at":"R2","key":"k","value":2,"vv":{"R2":1}}',
	'{"op":"sync","from":"R1","to":"R2"}',
];

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
	const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
	await editor.edit((edit) => edit.replace(all, text));
}

const finding = (uri: vscode.Uri, holds: (short: string[]) => boolean) =>
	until(() => inShort(findingsOf(uri)), holds);

describe('a trace that changes', () => {
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await closeAll();
	});

	it('is analysed again as it is edited, unsaved', async () => {
		const uri = await written('edited.reptrace', CONFLICT);
		await withFindings(uri);
		const editor = await shown(uri);
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{"op":"read","at":"é","key":"k"}\n'));
		const moved = await finding(uri, ([first]) => first?.startsWith('error 2:') ?? false);
		assert.deepEqual(
			moved.map((short) => short.slice(0, 8)),
			['error 2:', 'error 3:'],
		);
		await replaceAll(editor, `${CONFLICT[0]}\n`);
		assert.deepEqual(await finding(uri, ({ length }) => length === 0), []);
	});

	it('never shows nothing between two analyses', async () => {
		const uri = await written('steady.reptrace', CONFLICT);
		await withFindings(uri);
		const counts: number[] = [];
		const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
			if (uris.some((changed) => changed.toString() === uri.toString())) counts.push(findingsOf(uri).length);
		});
		const editor = await shown(uri);
		await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '\n\n'));
		await until(
			() => counts.length,
			(length) => length > 0,
			2000,
		);
		listening.dispose();
		assert.ok(
			counts.every((count) => count === 2),
			`saw ${counts}`,
		);
	});

	it('is analysed untitled', async () => {
		const document = await vscode.workspace.openTextDocument({
			language: 'reptrace',
			content: CONFLICT.join('\n'),
		});
		await vscode.window.showTextDocument(document);
		assert.equal((await finding(document.uri, ({ length }) => length === 2)).length, 2);
	});

	it('is analysed when its language is set, and no more when it is another one', async () => {
		const uri = await written('other.txt', CONFLICT);
		const { document } = await shown(uri);
		assert.deepEqual(findingsOf(uri), []);
		await vscode.languages.setTextDocumentLanguage(document, 'reptrace');
		assert.equal((await finding(uri, ({ length }) => length === 2)).length, 2);
		await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
		assert.deepEqual(await finding(uri, ({ length }) => length === 0), []);
	});

	it('takes its findings along when it is renamed', async () => {
		const uri = await written('before.reptrace', CONFLICT);
		await withFindings(uri);
		const renamed = vscode.Uri.joinPath(uri, '..', 'after.reptrace');
		const edit = new vscode.WorkspaceEdit();
		edit.renameFile(uri, renamed, { overwrite: true });
		await vscode.workspace.applyEdit(edit);
		assert.equal((await finding(renamed, ({ length }) => length === 2)).length, 2);
		assert.deepEqual(await finding(uri, ({ length }) => length === 0), []);
	});

	it('keeps its findings when its file vanishes while it is open', async () => {
		const uri = await written('vanishing.reptrace', CONFLICT);
		await withFindings(uri);
		const editor = await shown(uri);
		await vscode.workspace.fs.delete(uri);
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
		const moved = await finding(uri, ([first]) => first?.startsWith('error 2:') ?? false);
		assert.ok(moved[0]?.startsWith('error 2:'));
	});

	it('is read as the editor shows it: other encodings, lone carriage returns', async () => {
		const uri = await written('returns.reptrace', []);
		await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(CONFLICT.join('\r')));
		await withFindings(uri);
		assert.equal((await finding(uri, ({ length }) => length === 2)).length, 2);
	});

	it('is analysed with the causality that the settings ask for', async () => {
		const uri = await written('causality.reptrace', [
			CONFLICT[0] as string,
			'{"op":"sync","from":"R1","to":"R2"}',
			CONFLICT[1] as string,
		]);
		await withFindings(uri);
		await withSettings({ causality: 'derived' }, async () => {
			const derived = await finding(uri, (short) => !short.some((text) => text.includes('conflict-open')));
			assert.ok(!derived.some((text) => text.includes('conflict-open')), derived.join());
		});
	});

	it('has findings of 100,000 events', async function () {
		const uri = await written('large.reptrace', []);
		const trace = Buffer.concat([...generate({ ...PRESETS.retail.options, seed: 7, events: 100_000 })]);
		await vscode.workspace.fs.writeFile(uri, trace);
		const start = performance.now();
		let opened = start;
		const listening = vscode.workspace.onDidOpenTextDocument(() => {
			opened = performance.now();
		});
		const findings = await withFindings(uri);
		listening.dispose();
		const [all, own] = [start, opened].map((since) => Math.round(performance.now() - since)) as [
			number,
			number,
		];
		// The figures stand in the report.
		if (this.test) this.test.title += `: ${own} ms, and ${all - own} ms for VS Code to open the file`;
		assert.ok(findings.length > 0);
	});
});
