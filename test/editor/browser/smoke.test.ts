import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

const trace = [
	'{"op":"write","at":"R1","key":"status","value":"pending","vv":{"R1":1}}',
	'{"op":"write","at":"R1","key":"status","value":"completed","vv":{"R1":2}}',
];

describe('the editor under test', () => {
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		workspace = await temporaryWorkspace([
			{
				'x.reptrace': `${trace.join('\n')}\n`,
				'other.txt': 'no trace\n',
				'broken.json': '{\n  "a": 1\n  "b": 2\n}\n',
				'page.md': '# A heading\n',
			},
		]);
		editor = await launchEditor({ folder: workspace.folder, file: workspace.path('x.reptrace') });
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	it('shows the text of a trace, as a trace', async () => {
		await expect.poll(async () => (await editor.text.visibleLines()).slice(0, 2)).toEqual(trace);
		const language = editor.page.locator('[id="status.editor.mode"]');
		await expect.poll(() => language.innerText()).toBe('Replication Trace');
	});

	it('moves the cursor', async () => {
		await editor.text.goTo(2, 8);
		await expect.poll(() => editor.text.cursor()).toEqual({ line: 2, column: 8 });
	});

	it('opens another file', async () => {
		await editor.text.open(workspace.path('other.txt'));
		await expect.poll(() => editor.text.visibleLines()).toContain('no trace');
		await expect.poll(() => editor.window.tabs()).toEqual(['x.reptrace', 'other.txt']);
	});

	it('knows which commands are offered', async () => {
		await expect.poll(() => editor.palette.offers('View: Close All Editors')).toBe(true);
		expect(await editor.palette.offers('View: No Such Command')).toBe(false);
	});

	it('changes the colour theme while it runs', async () => {
		await expect.poll(() => editor.window.themeKind()).toBe('vs');
		editor.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
		await expect.poll(() => editor.window.themeKind()).toBe('hc-black');
		editor.changeSettings({ 'workbench.colorTheme': undefined });
		await expect.poll(() => editor.window.themeKind()).toBe('vs');
	});

	it('reads problems, and hovers', async () => {
		await editor.text.open(workspace.path('broken.json'));
		await expect.poll(() => editor.problems.counts()).toEqual({ errors: 1, warnings: 0 });
		await expect
			.poll(() => editor.problems.read())
			.toEqual([
				{ severity: 'error', message: expect.stringContaining('Expected comma'), line: 3, column: 3 },
			]);
		const hover = await editor.text.hoverAt(3, 4);
		await expect.poll(() => hover.textContent()).toContain('Expected comma');
	});

	it('looks inside a webview', async () => {
		await editor.text.open(workspace.path('page.md'));
		await editor.palette.run('Markdown: Open Preview');
		const frame = await editor.webviews.find('h1');
		await expect.poll(() => frame.locator('h1').innerText()).toBe('A heading');
		await editor.window.closeTabs();
		await expect(editor.webviews.find('h1', 500)).rejects.toThrow('No webview shows "h1"');
	});

	it('zooms and resizes', async () => {
		const width = () => editor.page.evaluate(() => innerWidth);
		await editor.window.zoom(2);
		await expect.poll(width).toBe(640);
		await editor.window.zoom(1);
		await editor.window.resize(1000, 700);
		await expect.poll(width).toBe(1000);
	});

	it('takes text and reads it back after a reload', async () => {
		await editor.text.open(workspace.path('x.reptrace'));
		await editor.text.insert(1, 1, '{"op":"header"}\n');
		await expect.poll(() => editor.text.visibleLines()).toContain('{"op":"header"}');
		await editor.text.save();
		await expect.poll(() => readFile(workspace.path('x.reptrace'), 'utf8')).toContain('{"op":"header"}');
		await editor.window.reload();
		await editor.text.waitForFile('x.reptrace');
		await expect.poll(() => editor.text.visibleLines()).toContain('{"op":"header"}');
	});
});
