import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
	at,
	closeAll,
	findingsOf,
	hoverText,
	inShort,
	lensTitles,
	shown,
	until,
	withFindings,
	written,
} from './support.ts';

const symbolsOf = (uri: vscode.Uri) =>
	vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);

const write = (at: string, key: string, value: unknown, vv: Record<string, number>) =>
	JSON.stringify({ op: 'write', at, key, value, vv });

describe('at the edges', () => {
	afterEach(closeAll);

	it('an empty file has no conflicts', async () => {
		const uri = await written('empty.reptrace', []);
		await vscode.workspace.fs.writeFile(uri, new Uint8Array(0));
		await shown(uri);
		const titles = await until(
			() => lensTitles(uri),
			({ length }) => length > 0,
		);
		assert.deepEqual(titles, ['No conflicts', 'Open visualizer']);
		assert.deepEqual(findingsOf(uri), []);
		assert.equal(await hoverText(uri, new vscode.Position(0, 0)), '');
	});

	it('a line of a megabyte is read, hovered and outlined', async () => {
		const uri = await written('megabyte.reptrace', [
			write('R1', 'k', 'x'.repeat(1 << 20), { R1: 1 }),
			write('R2', 'k', 'y'.repeat(1 << 20), { R2: 1 }),
		]);
		const findings = await withFindings(uri);
		assert.deepEqual(inShort(findings), ['error 1:31-34 conflict-open', 'error 2:31-34 conflict-open']);
		const editor = await shown(uri);
		const text = editor.document.lineAt(0).text;
		const hover = await hoverText(uri, new vscode.Position(0, text.lastIndexOf('{') + 3));
		assert.match(hover, /^\*\*Version\*\* `R1:1` of key `k`/);
		assert.ok(hover.length < 5000);
		const [key] = await symbolsOf(uri);
		assert.ok((key?.children[0]?.name.length ?? 0) < 200);
	});

	it('a key of 10,000 characters is cut where it is shown', async () => {
		const key = 'ключ '.repeat(2000);
		const uri = await written('key.reptrace', [
			write('R1', key, 1, { R1: 1 }),
			write('R2', key, 2, { R2: 1 }),
		]);
		const findings = await withFindings(uri);
		assert.equal(findings.length, 2);
		assert.ok(findings.every(({ message }) => message.length < 500));
		const editor = await shown(uri);
		assert.ok((await hoverText(uri, at(editor, 1, 'ключ'))).length < 2500);
		assert.ok((await symbolsOf(uri)).every(({ name }) => name.length <= 120));
	});

	it('200 replicas fit into a hover', async () => {
		const vector = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`R${i}`, i === 0 ? 2 : 1]));
		const uri = await written('replicas.reptrace', [
			write('R0', 'k', 1, { R0: 1 }),
			write('R0', 'k', 2, vector),
			write('Rx', 'k', 3, { Rx: 1 }),
		]);
		await withFindings(uri);
		const editor = await shown(uri);
		const hover = await hoverText(uri, at(editor, 3, '{"Rx"'));
		assert.match(hover, /and \d+ more/);
		assert.ok(hover.length < 8000);
	});

	it('names of the language are names like others', async () => {
		const uri = await written('names.reptrace', [
			'{"op":"write","at":"__proto__","key":"__proto__","value":{"__proto__":1},"vv":{"__proto__":1}}',
			'{"op":"write","at":"constructor","key":"__proto__","value":2,"vv":{"constructor":1}}',
		]);
		const findings = await withFindings(uri);
		assert.deepEqual(
			findings.map(({ code }) => code),
			['conflict-open', 'conflict-open'],
		);
		const editor = await shown(uri);
		const hover = await hoverText(uri, at(editor, 2, '{"constructor"'));
		assert.match(hover, /`__proto__:1`/);
		const [key] = await symbolsOf(uri);
		assert.equal(key?.name, '__proto__');
	});

	it('a file of nothing but garbage shows what is wrong with it', async () => {
		const uri = await written('garbage.reptrace', ['{{{{', '"', '[1,2', 'null', '\u0001']);
		const findings = await withFindings(uri);
		assert.deepEqual([...new Set(findings.map(({ code }) => code))], ['malformed-line']);
		assert.equal(findings.length, 5);
	});
});
