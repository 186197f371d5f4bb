import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, closeAll, sample, shown, withFindings, written } from './support.ts';

type Links = (vscode.Location | vscode.LocationLink)[];

async function definitionLines(uri: vscode.Uri, position: vscode.Position): Promise<number[]> {
	const found = await vscode.commands.executeCommand<Links>(
		'vscode.executeDefinitionProvider',
		uri,
		position,
	);
	return found.map((link) => ('targetRange' in link ? link.targetRange : link.range).start.line + 1);
}

describe('go to definition', () => {
	afterEach(closeAll);

	it('leads from a receive to its send, and back', async () => {
		const uri = sample('three-datacenters.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		// Each of two datacenters gets a message 1 of the third one.
		assert.deepEqual(await definitionLines(uri, at(editor, 5, '"msg":1', 6)), [3]);
		assert.deepEqual(await definitionLines(uri, at(editor, 6, '"order:3"')), [4]);
		assert.deepEqual(await definitionLines(uri, at(editor, 3, '"msg":1', 6)), [5]);
	});

	it('leads from a resolving version to those that it resolves', async () => {
		const uri = sample('shopping-cart.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		assert.deepEqual(await definitionLines(uri, at(editor, 12, '"cart:alice"')), [7, 8]);
	});

	it('leads from a version to those concurrent to it', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		assert.deepEqual(await definitionLines(uri, at(editor, 2, '"status"')), [3]);
	});

	it('leads from where a conflict comes to light to its versions', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		assert.deepEqual(await definitionLines(uri, at(editor, 4, '"R1"')), [2, 3]);
	});
});

describe('find all references', () => {
	afterEach(closeAll);

	it('finds a key wherever an event names it, in lists too', async () => {
		const uri = await written('references.reptrace', [
			'{"op":"write","at":"R1","key":"a","value":"a"}',
			'{"op":"write","at":"R1","key":"b","value":1}',
			'{"op":"send","at":"R1","to":"R2","msg":"m","keys":["b","a"]}',
			'{"op":"read","at":"R1","key":"a"}',
		]);
		const editor = await shown(uri);
		const found = await vscode.commands.executeCommand<vscode.Location[]>(
			'vscode.executeReferenceProvider',
			uri,
			at(editor, 1, '"a"'),
		);
		const texts = found.map(({ range }) => `${range.start.line + 1} ${editor.document.getText(range)}`);
		assert.deepEqual(texts, ['1 "a"', '3 "a"', '4 "a"']);
		assert.equal(
			found[1]?.range.start.character,
			'{"op":"send","at":"R1","to":"R2","msg":"m","keys":["b",'.length,
		);
	});
});

describe('the outline', () => {
	afterEach(closeAll);

	const symbolsOf = (uri: vscode.Uri) =>
		vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);

	it('lists keys with their versions', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const [key, ...others] = await symbolsOf(uri);
		assert.deepEqual(others, []);
		assert.deepEqual([key?.name, key?.detail], ['status', '2 versions, 1 conflict, 1 open']);
		assert.deepEqual(
			key?.children.map(({ name, detail, range }) => [name, detail, range.start.line + 1]),
			[
				['"pending"', 'write at R1, in conflict', 2],
				['"completed"', 'write at R2, in conflict', 3],
			],
		);
	});

	it('says what it leaves out', async () => {
		const lines: string[] = [];
		for (let key = 0; key < 2100; key++) lines.push(`{"op":"write","at":"R1","key":"k${key}","value":1}`);
		for (let i = 0; i < 200; i++) lines.push(`{"op":"write","at":"R1","key":"k0","value":${i}}`);
		const symbols = await symbolsOf((await shown(await written('outline.reptrace', lines))).document.uri);
		assert.equal(symbols.length, 2001);
		assert.equal(symbols.at(-1)?.name, '… 100 more keys');
	});
});
