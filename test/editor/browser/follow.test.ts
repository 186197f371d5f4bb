import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

const write = (at: string, key: string, value: number) =>
	`${JSON.stringify({ op: 'write', at, key, value, vv: { [at]: 1 } })}\n`;

describe('a file that is followed', () => {
	let workspace: Workspace;
	let editor: Editor;
	let path: string;

	beforeAll(async () => {
		workspace = await temporaryWorkspace([{ 'grows.reptrace': write('R1', 'cart', 1) }]);
		path = workspace.path('grows.reptrace');
		editor = await launchEditor({ folder: workspace.folder, file: path });
	});
	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const status = () =>
		expect.poll(() => editor.page.locator('.statusbar').textContent(), { timeout: 15_000 });

	it('has its counts and its newest conflict in the status bar, which leads there', async () => {
		await status().toContain('No conflicts');
		await expect.poll(() => editor.palette.offers('Replication Trace: Stop Following')).toBe(false);
		await editor.palette.run('Replication Trace: Follow File');
		appendFileSync(path, write('R2', 'cart', 2));
		await status().toContain('1 conflict, 1 open');
		await status().toContain('"cart" line 1, open');
		appendFileSync(path, write('R1', 'order', 1) + write('R2', 'order', 2));
		await status().toContain('2 conflicts, 2 open');
		await editor.page.getByText('"order" line 3, open').click();
		await expect.poll(() => editor.text.cursorLine()).toBe(3);
	});

	it('is no longer, once that is stopped', async () => {
		await expect.poll(() => editor.palette.offers('Replication Trace: Follow File')).toBe(false);
		await editor.palette.run('Replication Trace: Stop Following');
		await status().not.toContain('"order" line 3');
	});
});
