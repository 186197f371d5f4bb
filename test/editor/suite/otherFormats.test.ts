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
	sample,
	shown,
	until,
	withSettings,
	written,
} from './support.ts';

const LOG = 'postgresql/n1.postgresql.log';

const run = (name: string, ...rest: unknown[]) =>
	vscode.commands.executeCommand(`replicationTrace.${name}`, ...rest);

const found = (uri: vscode.Uri) =>
	until(
		() => findingsOf(uri),
		({ length }) => length > 0,
	);
const codesOf = (uri: vscode.Uri) => new Set(findingsOf(uri).map(({ code }) => String(code)));

describe("another system's log", () => {
	afterEach(closeAll);

	it('is nothing to look at until that is asked for; then it is a trace until it is closed', async () => {
		const uri = sample(LOG);
		const editor = await shown(uri);
		const language = editor.document.languageId;
		assert.notEqual(language, 'reptrace');
		assert.deepEqual(await lensTitles(uri), []);
		assert.equal(await hoverText(uri, new vscode.Position(3, 30)), '');
		await run('showReport', uri);
		const findings = await found(uri);
		assert.ok(findings.every(({ message }) => !message.startsWith('Conflict on key')));
		assert.match(
			findings.map(({ message }) => message).join('\n'),
			/^Conflict reported by the system on key "public\.kv:k0021", open: /m,
		);
		assert.equal(editor.document.languageId, language);
		await shown(uri);
		assert.deepEqual(await lensTitles(uri), ['8 conflicts', '8 open', 'Open visualizer']);
		const hover = await hoverText(uri, new vscode.Position(3, 30));
		assert.match(hover, /^\*\*Key\*\* `public\.kv:k0021` · 2 versions · 1 conflict, 1 open/);
		assert.match(hover, /by the report of the system \(not proven by the trace\)/);
		const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
			'vscode.executeDocumentSymbolProvider',
			uri,
		);
		assert.ok(symbols.some(({ name }) => name === 'public.kv:k0021'));
		await closeAll();
		const after = await until(
			() => findingsOf(uri),
			({ length }) => length === 0,
		);
		assert.deepEqual(after, []);
	});

	it('is opened by itself where the settings say so', async () => {
		const uri = sample(LOG);
		await withSettings({ 'formats.files': { '*.postgresql.log': 'postgresql' } }, async () => {
			await shown(uri);
			assert.ok((await found(uri)).length > 0);
		});
		const after = await until(
			() => findingsOf(uri),
			({ length }) => length === 0,
		);
		assert.deepEqual(after, []);
	});

	it('has its events told apart on a line that is the whole document', async () => {
		const uri = sample('couchdb/changes-final-alpha.json');
		const editor = await shown(uri);
		await run('showReport', uri);
		const findings = await found(uri);
		const conflicts = findings.filter(({ code }) => code === 'conflict-open');
		assert.ok(conflicts.length > 5);
		for (const { range, message } of conflicts) {
			const key = message.match(/on key ("[^"]*")/)?.[1];
			assert.equal(editor.document.getText(range), key);
		}
		await shown(uri);
		const hover = await hoverText(uri, at(editor, 1, '"id":"user:0146"'));
		assert.match(hover, /^\*\*Key\*\* `user:0146`/);
		assert.match(hover, /\| Version/);
	});

	it('of several servers together proves what one server only reports, and disproves the rest', async () => {
		const names = ['n1.postgresql.log', 'n2.postgresql.log', 'n1.test_decoding.csv', 'n2.test_decoding.csv'];
		const uris = names.map((name) => sample(`postgresql/${name}`));
		await run('openTogether', uris[0], uris);
		const codes = await until(
			() => codesOf(uris[0] as vscode.Uri),
			(all) => all.has('not-a-conflict') && all.has('conflict-open'),
		);
		assert.ok(codes.has('not-a-conflict') && codes.has('conflict-open'));
		const messages = uris.flatMap((uri) => findingsOf(uri).map(({ message }) => message));
		assert.ok(messages.some((message) => message.startsWith('Conflict on key "public.kv:k0092"')));
		assert.ok(messages.some((message) => /^Not a conflict: /.test(message)));
		assert.ok(
			!messages.some((message) =>
				message.startsWith('Conflict reported by the system on key "public.kv:k0092"'),
			),
		);
	});

	it('that looks like no log is left alone', async () => {
		const uri = await written('notes.txt', ['buy milk', 'call Bob']);
		await shown(uri);
		await run('showReport', uri);
		assert.deepEqual(inShort(findingsOf(uri)), []);
		assert.deepEqual(await lensTitles(uri), []);
	});
});

describe('a manifest', () => {
	afterEach(closeAll);

	const write = (at: string, value: number) =>
		JSON.stringify({ op: 'write', at, key: 'k', value, vv: { [at]: 1 } });

	it('opens its files as one trace, from a lens', async () => {
		const one = await written('set-a.jsonl', [write('A', 1)]);
		const two = await written('set-b.jsonl', [write('B', 2)]);
		const manifest = await written('both.reptrace-set.json', [
			JSON.stringify({ files: [{ path: 'set-a.jsonl', node: 'A' }, 'set-b.jsonl'] }),
		]);
		await shown(manifest);
		assert.deepEqual(
			await until(
				() => lensTitles(manifest),
				({ length }) => length > 0,
			),
			['Open as one trace', 'Open visualizer'],
		);
		await run('openManifest', manifest);
		assert.deepEqual(inShort(await found(one)), ['error 1:30-33 conflict-open']);
		assert.deepEqual(inShort(await found(two)), ['error 1:30-33 conflict-open']);
		assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), one.toString());
	});

	it('is checked against its schema', async () => {
		const manifest = await written('wrong.reptrace-set.json', ['{ "files": [], "format": "no such" }']);
		await shown(manifest);
		const problems = await until(
			() => vscode.languages.getDiagnostics(manifest).map(({ message }) => message),
			({ length }) => length >= 2,
		);
		assert.match(problems.join('\n'), /Array has too few items/);
		assert.match(problems.join('\n'), /Value is not accepted/);
	});
});
