import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

const trace = [
	'{"op":"write","at":"R1","key":"status","value":"pending","vv":{"R1":1}}',
	'{"op":"write","at":"R2","key":"status","value":"completed","vv":{"R2":1}}',
];

describe('the editor under test', () => {
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		workspace = await temporaryWorkspace([
			{ 'x.reptrace': `${trace.join('\n')}\n`, 'other.txt': 'no trace\n' },
		]);
		editor = await launchEditor({ folder: workspace.folder, file: workspace.path('x.reptrace') });
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	it('shows the text of a trace, as a trace', async () => {
		expect((await editor.text.visibleLines()).slice(0, 2)).toEqual(trace);
		const language = editor.page.locator('[id="status.editor.mode"]');
		await expect.poll(() => language.innerText()).toBe('Replication Trace');
	});

	it('moves the cursor', async () => {
		await editor.text.goTo(2, 8);
		expect(await editor.text.cursor()).toEqual({ line: 2, column: 8 });
	});

	it('opens another file', async () => {
		await editor.text.open(workspace.path('other.txt'));
		expect(await editor.text.visibleLines()).toContain('no trace');
		expect(await editor.window.tabs()).toEqual(['x.reptrace', 'other.txt']);
	});

	it('knows which commands are offered', async () => {
		expect(await editor.palette.offers('View: Close All Editors')).toBe(true);
		expect(await editor.palette.offers('View: No Such Command')).toBe(false);
	});

	it('changes the colour theme while it runs', async () => {
		expect(await editor.window.themeKind()).toBe('vs');
		editor.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
		await expect.poll(() => editor.window.themeKind()).toBe('hc-black');
		editor.changeSettings({ 'workbench.colorTheme': undefined });
		await expect.poll(() => editor.window.themeKind()).toBe('vs');
	});

	it('takes text and reads it back after a reload', async () => {
		await editor.text.open(workspace.path('x.reptrace'));
		await editor.text.insert(1, 1, '{"op":"header"}\n');
		await editor.text.save();
		await editor.window.reload();
		await editor.text.waitForFile('x.reptrace');
		await expect.poll(() => editor.text.visibleLines()).toContain('{"op":"header"}');
	});
});
