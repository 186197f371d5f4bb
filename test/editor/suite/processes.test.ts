import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, findingsOf, hoverText, shown, until, withFindings, written } from './support.ts';

const CONFLICT = [
	'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}',
	'{"op":"write","at":"R2","key":"k","value":2,"vv":{"R2":1}}',
];

const KEY = new vscode.Position(0, (CONFLICT[0] as string).indexOf('"k"') + 1);

/** The numbers of the processes that analyse traces for this extension host. */
function analysing(): number[] {
	return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
		.split('\n')
		.map((line) => /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line) ?? [])
		.filter(([, , parent, args]) => Number(parent) === process.pid && /dist.process\.js/.test(args ?? ''))
		.map(([, pid]) => Number(pid));
}

describe('the process of an analysis', () => {
	// What lists processes is another command there.
	if (process.platform === 'win32') return;
	afterEach(closeAll);

	it('ends when its trace is closed', async () => {
		await closeAll();
		assert.deepEqual(await until(analysing, ({ length }) => length === 0), []);
		await withFindings(await written('process-1.reptrace', CONFLICT));
		await withFindings(await written('process-2.reptrace', CONFLICT));
		assert.equal(analysing().length, 2);
		await closeAll();
		assert.deepEqual(await until(analysing, ({ length }) => length === 0), []);
	});

	it('that is killed takes nothing else along, and is there again with the next change', async () => {
		const other = await written('process-3.reptrace', CONFLICT);
		await withFindings(other);
		const [others] = analysing();
		const uri = await written('process-4.reptrace', CONFLICT);
		await withFindings(uri);
		const editor = await shown(uri);
		const killed = analysing().find((pid) => pid !== others) as number;
		process.kill(killed, 'SIGKILL');
		assert.deepEqual(await until(analysing, ({ length }) => length === 1), [others]);
		// Nothing hangs that asks it.
		assert.equal(await hoverText(uri, KEY), '');
		assert.match(await hoverText(other, KEY), /2 versions/);
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
		const moved = await until(
			() => findingsOf(uri),
			([first]) => first?.range.start.line === 1,
		);
		assert.equal(moved[0]?.range.start.line, 1);
		assert.equal(analysing().length, 2);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});
});
