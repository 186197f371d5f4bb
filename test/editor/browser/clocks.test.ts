import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

describe('the clocks of a trace in VS Code', () => {
	let workspace: Workspace;
	let editor: Editor;
	let frame: Frame;

	beforeAll(async () => {
		workspace = await temporaryWorkspace(['three-datacenters.reptrace']);
		editor = await launchEditor({ folder: workspace.folder, viewport: { width: 1500, height: 900 } });
		await editor.text.open(workspace.path('three-datacenters.reptrace'));
		await editor.palette.run('Replication Trace: Open Visualizer');
		frame = await editor.webviews.find('.conflicts .grid-row .cell.key');
		await frame.locator('#tab-clocks').click();
		await frame.locator('.clock-picture .inversion').first().waitFor();
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const lineOf = () => editor.text.cursorLine();

	it('answer in a sentence', async () => {
		await expect
			.poll(() => frame.locator('.clocks .headline').innerText())
			.toMatch(/^The clock of Tokyo \(dc3\) is fast/);
	});

	it('lead from an inversion to both of its lines', async () => {
		const row = frame.locator('.inversions .grid-row').first();
		await row.locator('.cell.key').click();
		const [later, earlier] = (await frame.locator('.inversions .proof .link').allInnerTexts()).map((text) =>
			Number(text.replace('line ', '')),
		);
		await expect.poll(lineOf).toBe(later);
		await frame.locator('.inversions .proof .link').nth(1).click();
		await expect.poll(lineOf).toBe(earlier);
	});

	it('lead from the picture to the lines with the keyboard', async () => {
		await frame.locator('.clock-frame').focus();
		await frame.locator('.clock-frame').press('End');
		await frame.locator('.clock-frame').press('Enter');
		const text = await frame.locator('.readout .link').first().innerText();
		await expect.poll(lineOf).toBe(Number(text.replace('line ', '')));
	});

	it('are certified in a file that the user names', async () => {
		await frame.getByRole('button', { name: 'Save Certificates…' }).click();
		const proposed = workspace.path('three-datacenters-certificates.jsonl');
		await expect.poll(() => editor.palette.input.inputValue()).toBe(proposed);
		await editor.page.keyboard.press('Enter');
		await expect
			.poll(() => readFile(proposed, 'utf8').catch(() => ''))
			.toMatch(/"kind":"clock-ahead","clock":"dc3","of":"dc1"/);
	});

	it('keep their reference while the visualizer is hidden', async () => {
		const hidden = frame;
		await frame.getByRole('combobox', { name: 'Reference replica' }).click();
		await frame.getByRole('option', { name: 'Tokyo' }).click();
		await expect.poll(() => frame.locator('.clock-names .replica').first().innerText()).toBe('Tokyo');
		const visualizer = editor.page.locator('.tab', { hasText: 'Visualizer:' });
		await visualizer.click();
		await editor.text.open(workspace.path('three-datacenters-certificates.jsonl'));
		await expect.poll(() => hidden.isDetached()).toBe(true);
		await visualizer.click();
		frame = await editor.webviews.find('.clock-names .replica');
		await expect.poll(() => frame.locator('.clock-names .replica').first().innerText()).toBe('Tokyo');
	});
});
