import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

/** The processes that analyse traces, of whichever extension host. */
function analysing(): number[] {
	return execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
		.split('\n')
		.filter((line) => line.includes('dist/process.js'))
		.map((line) => Number.parseInt(line, 10));
}

describe('an analysis whose process is killed', () => {
	let workspace: Workspace;
	let editor: Editor;
	let before: number[];
	const own = () => analysing().filter((pid) => !before.includes(pid));

	beforeAll(async () => {
		before = analysing();
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
		const [killed] = own();
		process.kill(killed as number, 'SIGKILL');
		await expect.poll(status).toContain('Trace not analysed');
		const message = await editor.window.message(
			'status-conflict.reptrace: The analysis stopped unexpectedly',
		);
		expect(await message.textContent()).toContain('ended from outside (SIGKILL)');
		await message.getByText('Analyse Again').click();
		await expect.poll(status).toMatch(/\d open/);
		expect(own()).toHaveLength(1);
		expect(own()).not.toContain(killed);
	});

	it('leaves no process behind when the window is closed', async () => {
		await editor.close();
		await expect.poll(own).toEqual([]);
	});
});
