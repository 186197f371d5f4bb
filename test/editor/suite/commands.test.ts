import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, closeAll, sample, shown, until, withFindings, withSettings, written } from './support.ts';

const run = (name: string, ...rest: unknown[]) =>
	vscode.commands.executeCommand(`replicationTrace.${name}`, ...rest);
const cursorLine = () => (vscode.window.activeTextEditor?.selection.active.line ?? -1) + 1;
const report = (of: string) =>
	vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`Conflicts in ${of}.md`));

describe('commands', () => {
	afterEach(closeAll);

	it('show the report in the preview, as it is now', async () => {
		const uri = await written('report.reptrace', [
			'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}',
			'{"op":"write","at":"R2","key":"k","value":2,"vv":{"R2":1}}',
		]);
		await withFindings(uri);
		await run('showReport');
		const tab = await until(
			() => vscode.window.tabGroups.activeTabGroup.activeTab,
			(active) => active?.input instanceof vscode.TabInputWebview,
		);
		assert.match(tab?.label ?? '', /^Preview Conflicts in report\.reptrace\.md/);
		const document = await until(
			() => report('report.reptrace'),
			(found) => found !== undefined,
		);
		assert.match(document?.getText() ?? '', /^# 1 conflict, open/);
		await written('report.reptrace', ['{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}']);
		const text = await until(
			() => report('report.reptrace')?.getText() ?? '',
			(now) => now.startsWith('# No conflicts'),
		);
		assert.match(text, /^# No conflicts/);
	});

	it('go to the next and the previous conflict, round the end', async () => {
		await withFindings(sample('shopping-cart.reptrace'));
		const lines: number[] = [];
		for (let i = 0; i < 4; i++) {
			await run('nextConflict');
			lines.push(cursorLine());
		}
		const [first, second, third] = lines;
		assert.ok(first !== undefined && second !== undefined && third !== undefined);
		assert.ok(first < second && second < third);
		assert.equal(lines[3], first);
		await run('previousConflict');
		assert.equal(cursorLine(), third);
		await run('previousConflict');
		assert.equal(cursorLine(), second);
	});

	it('copy the sequence diagram of the conflict, the key or the lines at the cursor', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		editor.selection = new vscode.Selection(at(editor, 2, '"status"'), at(editor, 2, '"status"'));
		await run('copyDiagram');
		const conflict = await vscode.env.clipboard.readText();
		assert.match(conflict, /^sequenceDiagram\n/);
		assert.match(conflict, /Note over R1,R2: Conflict detected<br\/>Neither vector dominates/);
		editor.selection = new vscode.Selection(3, 0, 5, 0);
		await run('copyDiagram');
		const lines = await vscode.env.clipboard.readText();
		assert.match(lines, /R1-->>R2: Sync\n\s*R2-->>R1: Sync/);
		assert.doesNotMatch(lines, /Write/);
	});

	it('open several files as one trace, and apart again', async () => {
		const one = await written('node-1.reptrace', [
			'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}',
			'{"op":"send","at":"R1","to":"R2","msg":"m"}',
		]);
		const two = await written('node-2.reptrace', [
			'{"op":"write","at":"R2","key":"k","value":2,"vv":{"R2":1}}',
			'{"op":"receive","at":"R2","from":"R1","msg":"m"}',
		]);
		const conflicts = (uri: vscode.Uri) =>
			vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'conflict-open');
		const both = () => [one, two].map((uri) => conflicts(uri).filter(({ severity }) => severity === 0));
		await run('openTogether', one, [two, one]);
		const found = await until(both, (all) => all.every(({ length }) => length === 1));
		assert.deepEqual(
			found.map(({ length }) => length),
			[1, 1],
		);
		const related = found[0]?.[0]?.relatedInformation?.map(({ location }) => location.uri.toString());
		assert.deepEqual(related, [two.toString(), two.toString()]);
		// The file that is in no editor is watched.
		await written('node-2.reptrace', ['{"op":"receive","at":"R2","from":"R1","msg":"m"}']);
		const gone = await until(both, (all) => all.every(({ length }) => length === 0));
		assert.deepEqual(gone, [[], []]);
		await run('openSeparately');
		const alone = await until(
			() => vscode.languages.getDiagnostics(two).length,
			(length) => length === 0,
		);
		assert.equal(alone, 0);
	});

	it('are for the file that was clicked, where one was', async () => {
		await run('showReport', sample('shopping-cart.reptrace'));
		const document = await until(
			() => report('shopping-cart.reptrace'),
			(found) => found !== undefined,
		);
		assert.match(document?.getText() ?? '', /^# 3 conflicts/);
	});
});

describe('the code lens', () => {
	afterEach(closeAll);

	const titles = async (uri: vscode.Uri) => {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			uri,
		);
		return lenses.map(({ command }) => command?.title);
	};

	it('counts conflicts above the first line, unless it is turned off', async () => {
		const uri = sample('shopping-cart.reptrace');
		await withFindings(uri);
		assert.deepEqual(await titles(uri), ['3 conflicts', '1 open', 'Open visualizer']);
		await withSettings({ codeLens: false }, async () => assert.deepEqual(await titles(uri), []));
	});
});
