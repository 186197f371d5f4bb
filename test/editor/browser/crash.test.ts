import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

interface Process {
	pid: number;
	parent: number;
	/** Whether it analyses a trace. */
	analyses: boolean;
}

function processes(): Process[] {
	return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
		.split('\n')
		.map((line) => ({
			pid: Number(line.trim().split(/\s+/)[0]),
			parent: Number(line.trim().split(/\s+/)[1]),
			analyses: line.includes('dist/process.js'),
		}));
}

/** The processes that analyse traces in editors of this test: others may run beside it. */
function analysing(): number[] {
	const all = processes();
	const isOwn = ({ parent }: Process): boolean => {
		if (parent === process.pid) return true;
		const above = all.find(({ pid }) => pid === parent);
		return above !== undefined && above.pid > 1 && isOwn(above);
	};
	return all.filter((each) => each.analyses && isOwn(each)).map(({ pid }) => pid);
}

const alive = (pids: number[]) =>
	processes().flatMap(({ pid, analyses }) => (analyses && pids.includes(pid) ? [pid] : []));

describe('an analysis whose process is killed', () => {
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		workspace = await temporaryWorkspace(['status-conflict.reptrace']);
		editor = await launchEditor({
			folder: workspace.folder,
			file: workspace.path('status-conflict.reptrace'),
		});
	});
	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	it('is told of, and done again when that is asked for', async () => {
		const status = () => editor.page.locator('.statusbar').textContent();
		await expect.poll(status).toMatch(/\d open/);
		const [killed] = analysing();
		expect(killed).toBeDefined();
		process.kill(killed as number, 'SIGKILL');
		await expect.poll(status).toContain('Trace not analysed');
		const message = await editor.window.message(
			'status-conflict.reptrace: The analysis stopped unexpectedly',
		);
		expect(await message.textContent()).toContain('ended from outside (SIGKILL)');
		await message.getByText('Analyse Again').click();
		await expect.poll(status).toMatch(/\d open/);
		const again = analysing();
		expect(again).toHaveLength(1);
		expect(again).not.toContain(killed);
	});

	it('leaves no process behind when the window is closed', async () => {
		const pids = analysing();
		expect(pids).toHaveLength(1);
		await editor.close();
		await expect.poll(() => alive(pids)).toEqual([]);
	});
});
