import * as assert from 'node:assert/strict';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, findingsOf, inShort, sample, shown, until, written } from './support.ts';

const write = (at: string, key: string, value: number) =>
	`${JSON.stringify({ op: 'write', at, key, value, vv: { [at]: 1 } })}\n`;

/** The lines that are found to be in conflict, once they are those expected or time is up. */
async function conflictLines(uri: vscode.Uri, expected: number[]): Promise<number[]> {
	return until(
		() => inShort(findingsOf(uri)).map((short) => Number(short.match(/ (\d+):/)?.[1])),
		(lines) => lines.length === expected.length && lines.every((line, i) => line === expected[i]),
	);
}

describe('a file that is followed', () => {
	afterEach(async () => {
		await vscode.commands.executeCommand('replicationTrace.stopFollowing');
		await closeAll();
	});

	it('has its findings as it grows, starts over when it is rotated, and stops', async () => {
		const uri = await written('followed.reptrace', [write('R1', 'k', 1).trim()]);
		await shown(uri);
		await vscode.commands.executeCommand('replicationTrace.follow', uri);
		appendFileSync(uri.fsPath, write('R2', 'k', 2));
		assert.deepEqual(await conflictLines(uri, [1, 2]), [1, 2]);
		appendFileSync(uri.fsPath, write('R1', 'other', 1) + write('R2', 'other', 2).slice(0, 9));
		appendFileSync(uri.fsPath, write('R2', 'other', 2).slice(9));
		assert.deepEqual(await conflictLines(uri, [1, 2, 3, 4]), [1, 2, 3, 4]);
		renameSync(uri.fsPath, sample('followed.1').fsPath);
		writeFileSync(uri.fsPath, write('R1', 'k', 1));
		assert.deepEqual(await conflictLines(uri, []), []);
		appendFileSync(uri.fsPath, write('R2', 'k', 2));
		assert.deepEqual(await conflictLines(uri, [1, 2]), [1, 2]);
	});

	it('is analysed as it is edited, once it is', async () => {
		const uri = await written('followed-edited.reptrace', [write('R1', 'k', 1).trim()]);
		const editor = await shown(uri);
		await vscode.commands.executeCommand('replicationTrace.follow', uri);
		appendFileSync(uri.fsPath, write('R2', 'k', 2));
		assert.deepEqual(await conflictLines(uri, [1, 2]), [1, 2]);
		await until(
			() => editor.document.lineCount,
			(count) => count === 3,
		);
		await editor.edit((edit) =>
			edit.insert(new vscode.Position(0, 0), '{"op":"read","at":"R1","key":"k"}\n'),
		);
		assert.deepEqual(await conflictLines(uri, [2, 3]), [2, 3]);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});
});
