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

	/** Opens a trace, and answers which process came with it: those of other tests may end only now. */
	async function opened(name: string): Promise<{ uri: vscode.Uri; pid: number }> {
		const before = analysing();
		const uri = await written(name, CONFLICT);
		await withFindings(uri);
		const own = analysing().filter((pid) => !before.includes(pid));
		assert.equal(own.length, 1);
		return { uri, pid: own[0] as number };
	}

	const ended = (pid: number) =>
		until(
			() => !analysing().includes(pid),
			(isGone) => isGone,
		);

	it('ends when its trace is closed', async () => {
		const first = await opened('process-1.reptrace');
		const second = await opened('process-2.reptrace');
		assert.ok(analysing().includes(first.pid), 'each has its own');
		await closeAll();
		assert.ok(await ended(first.pid));
		assert.ok(await ended(second.pid));
	});

	it('that is killed takes nothing else along, and is there again with the next change', async () => {
		const other = await opened('process-3.reptrace');
		const { uri, pid } = await opened('process-4.reptrace');
		const editor = await shown(uri);
		process.kill(pid, 'SIGKILL');
		assert.ok(await ended(pid));
		// Nothing hangs that asks it.
		assert.equal(await hoverText(uri, KEY), '');
		assert.match(await hoverText(other.uri, KEY), /2 versions/);
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
		const moved = await until(
			() => findingsOf(uri),
			([first]) => first?.range.start.line === 1,
		);
		assert.equal(moved[0]?.range.start.line, 1);
		assert.ok(analysing().includes(other.pid));
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});
});
