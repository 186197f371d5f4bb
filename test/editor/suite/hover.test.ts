import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, closeAll, sample, shown, withFindings, withSettings, written } from './support.ts';

/** The Markdown of the hover at a place, without what other extensions say there. */
async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		uri,
		position,
	);
	const parts = hovers.flatMap(({ contents }) => contents);
	return parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : String(part))).join('\n');
}

/** What a reader sees of a table: cells without padding and links. */
function cells(markdown: string): string[][] {
	return markdown
		.split('\n')
		.filter((line) => line.startsWith('|') && !line.includes('--'))
		.map((line) =>
			line
				.replace(/\]\([^)]*\)/g, ']')
				.split(/(?<!\\)\|/)
				.slice(1, -1)
				.map((cell) => cell.replaceAll('&nbsp;', '').replaceAll('\u00a0', ' ').trim()),
		);
}

describe('hover', () => {
	afterEach(closeAll);

	it('on a key tells its history', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const editor = await shown(uri);
		const hover = await hoverAt(uri, at(editor, 3, '"status"'));
		assert.match(hover, /^\*\*Key\*\* `status` · 2 versions · 1 conflict, 1 open/);
		assert.match(
			hover,
			/In conflict: 2 versions, detected on line \[4\]\(command:replicationTrace.revealLine\?/,
		);
		assert.deepEqual(cells(hover), [
			['Line', 'Replica', 'Client', 'Op', 'Value', 'Vector', 'Relation'],
			['[2]', 'R1', 'User A', 'write', '`"pending"`', '`R1:1`', '**concurrent**'],
			['[3]', 'R2', 'User B', 'write', '`"completed"`', '`R2:1`', '**this version**'],
		]);
		assert.match(hover, /\[Open in the visualizer\]\(command:replicationTrace.openVisualizer\?/);
	});

	it('on a key of many versions shows those around the line', async () => {
		const lines = Array.from(
			{ length: 100 },
			(_, i) => `{"op":"write","at":"R1","key":"k","value":${i + 1},"vv":{"R1":${i + 1}}}`,
		);
		const uri = await written('long.reptrace', lines);
		const editor = await shown(uri);
		const middle = cells(await hoverAt(uri, at(editor, 50, '"k"')));
		assert.equal(middle.length, 16);
		assert.equal(middle[1]?.[0], '[43]');
		assert.deepEqual(
			middle.slice(7, 10).map((row) => row.at(-1)),
			['before', '**this version**', 'after'],
		);
		const last = await hoverAt(uri, at(editor, 100, '"k"'));
		assert.match(last, /Versions 86 to 100 of 100\./);
		await withSettings({ 'hover.rows': 5 }, async () => {
			assert.equal(cells(await hoverAt(uri, at(editor, 50, '"k"'))).length, 6);
		});
	});

	it('on a vector tells what it knows and misses', async () => {
		const uri = sample('status-conflict.reptrace');
		const editor = await shown(uri);
		const hover = await hoverAt(uri, at(editor, 3, '{"R2":1}'));
		assert.match(hover, /^\*\*Version\*\* `R2:1` of key `status`\. Knows `R2:1`\./);
		assert.deepEqual(cells(hover)[1], ['line [2]: `"pending"` at R1', '**concurrent**', '`R2:1`', '`R1:1`']);
	});

	it('on a replica tells of whom it had heard', async () => {
		const uri = sample('shopping-cart.reptrace');
		const editor = await shown(uri);
		const hover = await hoverAt(uri, at(editor, 12, '"paris"'));
		assert.match(hover, /^\*\*Replica\*\* `paris` Paris in France · /);
		assert.match(hover, /By this line it had heard from oslo \(line \[10\]\([^)]*\)\); nothing from rome\./);
		assert.match(hover, /What it knew of key `cart:alice`/);
	});

	it('on a message tells where it was sent and received', async () => {
		const uri = await written('message.reptrace', [
			'{"op":"send","at":"R1","to":"R2","msg":"m-1"}',
			'{"op":"receive","at":"R2","from":"R1","msg":"m-1"}',
			'{"op":"send","at":"R1","to":"R2","msg":"m-2"}',
		]);
		const editor = await shown(uri);
		const hover = await hoverAt(uri, at(editor, 1, '"m-1"'));
		assert.match(
			hover,
			/^\*\*Message\*\* `m-1`\n\nSent at R1 on line \[1\]\([^)]*\)\. Received at R2 on line \[2\]/,
		);
		assert.match(await hoverAt(uri, at(editor, 3, '"m-2"')), /It is never received\.$/);
	});

	it('shows text of the trace as text, whatever it holds', async () => {
		const key = '[x](command:workbench.action.quit) `a` | <img src=x> $(bug) **b**';
		const uri = await written('hostile.reptrace', [
			JSON.stringify({ op: 'write', at: 'R|1', client: key, key, value: key, vv: { 'R|1': 1 } }),
		]);
		const editor = await shown(uri);
		const hover = await hoverAt(uri, at(editor, 1, '"key":', 8));
		const html = await vscode.commands.executeCommand<string>('markdown.api.render', hover);
		const links = [...html.matchAll(/href="([^"?]*)/g)].map(([, target]) => target);
		assert.deepEqual(
			new Set(links),
			new Set(['command:replicationTrace.revealLine', 'command:replicationTrace.openVisualizer']),
		);
		assert.doesNotMatch(html, /<img/);
		const table = cells(hover);
		assert.deepEqual(
			table.map(({ length }) => length),
			[7, 7],
		);
	});
});
