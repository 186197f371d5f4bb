import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

describe('the visualizer in VS Code', () => {
	let workspace: Workspace;
	let editor: Editor;
	let frame: Frame;
	/** What the pages' content security policies forbade. */
	const refused: string[] = [];

	beforeAll(async () => {
		workspace = await temporaryWorkspace(['status-conflict.reptrace', 'shopping-cart.reptrace']);
		// A file in the window's address would be all that is there after a reload.
		editor = await launchEditor({ folder: workspace.folder, viewport: { width: 1500, height: 900 } });
		editor.page.on('console', (message) => {
			if (/Content Security Policy/.test(message.text())) refused.push(message.text());
		});
		await editor.text.open(workspace.path('status-conflict.reptrace'));
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const tab = () => editor.page.locator('.tab', { hasText: 'Visualizer: status-conflict.reptrace' });
	const rows = () => frame.locator('.conflicts .grid-row');
	const selectedNode = () => frame.locator('.conflicts .grid-row[aria-selected="true"]');
	const lineOf = () => editor.text.cursorLine();
	const focused = () => frame.evaluate(() => document.activeElement?.className);
	const activeTab = () =>
		editor.page.locator('.editor-group-container.active .tab.active').innerText({ timeout: 5000 });
	/** Gives the focus to the text: lines are gone to in the active editor. */
	const goTo = async (line: number, column?: number) => {
		await editor.page.locator('.tab[data-resource-name="status-conflict.reptrace"]').click();
		await editor.text.goTo(line, column);
	};

	/** What the webview asked for is no move of the user's for a moment. */
	const pastEchoes = () => editor.page.waitForTimeout(800);

	it('does not open by itself', async () => {
		await expect.poll(() => editor.palette.offers('Replication Trace: Open Visualizer')).toBe(true);
		await expect.poll(() => editor.window.tabs()).toEqual(['status-conflict.reptrace']);
	});

	it('opens beside the text and lists the conflicts', async () => {
		await editor.palette.run('Replication Trace: Open Visualizer');
		frame = await editor.webviews.find('.conflicts .grid-row .cell.key');
		await expect.poll(() => rows().count()).toBe(1);
		await expect
			.poll(() => rows().locator('.cell').allInnerTexts())
			.toEqual([
				'Open',
				'status',
				'R1 "pending" ⟂ R2 "completed"',
				'1',
				expect.stringContaining('line 4'),
				'–',
				'proven',
			]);
		const text = await editor.page.locator('.monaco-editor[role="code"]').boundingBox();
		const webview = await (await frame.parentFrame()!.frameElement()).boundingBox();
		expect(webview!.x).toBeGreaterThanOrEqual(text!.x + text!.width - 2);
	});

	it('is opened once: the command shows the same panel again', async () => {
		await editor.palette.run('Replication Trace: Open Visualizer');
		await expect.poll(async () => (await editor.window.tabs()).length).toBe(2);
	});

	it('moves the text cursor with its selection, and keeps the keyboard', async () => {
		await rows().first().locator('.cell.key').click();
		await expect.poll(lineOf).toBe(2);
		await expect.poll(focused).toContain('grid');
		// The keys for tabs act on the group that has the keyboard.
		await expect.poll(activeTab).toContain('Visualizer');
	});

	it('selects what the text cursor is moved to', async () => {
		await pastEchoes();
		await goTo(3);
		await frame.locator('#tab-keys').click();
		await goTo(2);
		await frame.locator('.version-table [aria-selected="true"]', { hasText: '"pending"' }).waitFor();
		await goTo(3);
		await frame.locator('.version-table [aria-selected="true"]', { hasText: '"completed"' }).waitFor();
		await frame.locator('.comparison', { hasText: 'Neither dominates' }).waitFor();
	});

	it('draws the sequence diagram, whose messages lead to their lines', async () => {
		await frame.locator('#tab-sequence').click();
		await frame.locator('.diagram .statement').first().waitFor();
		await expect
			.poll(() => frame.locator('.diagram .messageText').allTextContents())
			.toEqual(['Write: status="pending"', 'Write: status="completed"', 'Sync', 'Sync']);
		await frame.locator('.diagram .messageText', { hasText: 'completed' }).click();
		await expect.poll(lineOf).toBe(3);
		await frame.locator('.diagram .noteText', { hasText: 'Conflict detected' }).click();
		await expect.poll(lineOf).toBe(5);
	});

	it('marks the message that the text cursor is on', async () => {
		await pastEchoes();
		await goTo(2);
		await frame.locator('.diagram .statement.selected', { hasText: 'pending' }).waitFor();
	});

	it('copies the diagram as Mermaid', async () => {
		await frame.getByRole('button', { name: 'Copy as Mermaid' }).click();
		await expect.poll(() => editor.window.clipboard()).toContain('sequenceDiagram');
	});

	it('saves the diagram where the user says', async () => {
		await frame.getByRole('button', { name: 'Save SVG' }).click();
		const proposed = workspace.path('status-conflict-sequence.svg');
		await expect.poll(() => editor.palette.input.inputValue()).toBe(proposed);
		await editor.page.keyboard.press('Enter');
		await expect.poll(() => readFile(proposed, 'utf8').catch(() => '')).toMatch(/^<svg [\s\S]*pending/);
	});

	it('tells what is missing to judge the clocks, and what strategies would have cost', async () => {
		await frame.locator('#tab-clocks').click();
		await frame.getByText('No event in this trace carries a time').waitFor();
		await frame.locator('#tab-strategies').click();
		await frame.locator('.ledger .grid-row .cell.key').first().waitFor();
		// Without times one of the two writes is kept by the Lamport order alone: by the replica's id.
		await expect.poll(() => frame.locator('.ledger .grid-row').count()).toBe(1);
		await frame.locator('.ledger .grid-row .cell.key').click();
		await frame.locator('.fates-table').waitFor();
		await expect.poll(lineOf).toBe(2);
		await frame.locator('.fates-table .link').first().click();
		await expect.poll(lineOf).toBe(3);
		await frame.locator('#tab-sequence').click();
		await frame.locator('.diagram .messageText').first().waitFor();
	});

	it('wears the theme, and the next one', async () => {
		const colors = () =>
			frame.evaluate(() => ({
				page: getComputedStyle(document.body).backgroundColor,
				text: getComputedStyle(document.querySelector('.messageText')!).fill,
			}));
		const light = await colors();
		editor.changeSettings({ 'workbench.colorTheme': 'Default Dark Modern' });
		await expect.poll(async () => (await colors()).page).not.toBe(light.page);
		await expect.poll(async () => (await colors()).text).not.toBe(light.text);
		editor.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
		await expect.poll(async () => (await colors()).page).toBe('rgb(0, 0, 0)');
		editor.changeSettings({ 'workbench.colorTheme': undefined });
		await expect.poll(async () => (await colors()).page).toBe(light.page);
	});

	it('asks anew when the text changes', async () => {
		await frame.locator('#tab-conflicts').click();
		await goTo(6);
		await editor.page.keyboard.insertText(
			'{"op":"merge","at":"R1","key":"status","value":"done","vv":{"R1":2,"R2":1}}\n',
		);
		await expect.poll(() => rows().locator('.cell.state').innerText()).toBe('Resolved');
		await expect.poll(() => rows().locator('.cell.resolution').innerText()).toContain('line 6');
	});

	it('keeps its place while it is hidden', async () => {
		await frame.locator('#tab-keys').click();
		await frame.locator('.history h2').waitFor();
		await frame.locator('.version-table .grid-row').nth(2).locator('.cell.writer').click();
		await frame.locator('.version-table [aria-selected="true"]').waitFor();
		// The text goes to its line and takes the focus.
		await expect.poll(lineOf).toBe(6);
		const hidden = frame;
		// A file that is opened while the visualizer is active covers it.
		await tab().click();
		await editor.text.open(workspace.path('shopping-cart.reptrace'));
		await expect.poll(() => hidden.isDetached()).toBe(true);
		await tab().click();
		frame = await editor.webviews.find('.version-table [aria-selected="true"]');
		await expect.poll(() => frame.locator('#tab-keys').getAttribute('aria-selected')).toBe('true');
	});

	it('is there again after the window is reloaded', async () => {
		await editor.window.reload();
		await tab().click();
		frame = await editor.webviews.find('.version-table .grid-row');
		await expect.poll(() => frame.locator('#tab-keys').getAttribute('aria-selected')).toBe('true');
		await frame.locator('#tab-conflicts').click();
		await frame.locator('.conflicts .grid-row .cell.key').first().waitFor();
		await expect.poll(() => selectedNode().count()).toBe(1);
	});

	it('stands for its trace: commands and the status bar are about the one that is looked at', async () => {
		await editor.page.locator('.tab[data-resource-name="status-conflict.reptrace"]').click();
		await editor.text.open(workspace.path('shopping-cart.reptrace'));
		await editor.palette.run('Replication Trace: Open Visualizer');
		const cart = editor.page.locator('.tab', { hasText: 'Visualizer: shopping-cart.reptrace' });
		const status = () => editor.page.locator('[id="replication-trace.replication-trace.status"]').innerText();
		await cart.waitFor();
		await expect.poll(status).toContain('3 conflicts');
		await tab().click();
		await expect.poll(status).toContain('1 conflict,');
		await cart.click();
		await expect.poll(status).toContain('3 conflicts');
	});

	it('goes to the next conflict from the line that its selection moved the cursor to', async () => {
		frame = await editor.webviews.find('.conflicts .grid-row:nth-child(3) .cell.key');
		await rows().nth(1).locator('.cell.key').click();
		await expect.poll(lineOf).toBe(19);
		await editor.page.keyboard.press('Shift+Alt+F9');
		// The status bar tells of the cursor while the text has the focus.
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 7 });
	});

	it('has the keyboard where it had it when one comes back to it', async () => {
		await editor.page.keyboard.press('Control+2');
		await expect.poll(focused).toContain('grid');
	});

	it('stays the active tab when its selection brings the text up from behind another', async () => {
		const text = (name: string) => editor.page.locator(`.tab.active[data-resource-name="${name}"]`);
		await text('shopping-cart.reptrace').first().waitFor();
		await tab().click();
		frame = await editor.webviews.find('.conflicts .grid-row:only-child .cell.key');
		await rows().first().locator('.cell.key').click();
		await text('status-conflict.reptrace').waitFor();
		await expect.poll(lineOf).toBe(2);
		await expect.poll(activeTab).toContain('Visualizer: status-conflict');
		await expect.poll(focused).toContain('grid');
	});

	it('never asked for anything that its content security policy forbids', () => {
		expect(refused).toEqual([]);
	});
});
