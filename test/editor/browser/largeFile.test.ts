import { createWriteStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { generate } from '../../../src/generate/generate.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

describe('the large file editor', () => {
	let workspace: Workspace;
	let editor: Editor;
	let frame: Frame;

	beforeAll(async () => {
		workspace = await temporaryWorkspace([]);
		const options = { ...PRESETS.sparse.options, events: 600_000 };
		await pipeline(Readable.from(generate(options)), createWriteStream(workspace.path('large.reptrace')));
		expect((await stat(workspace.path('large.reptrace'))).size).toBeGreaterThan(50 << 20);
		editor = await launchEditor({
			folder: workspace.folder,
			// As on a desktop, where files of this size are opened as text.
			settings: { 'workbench.editorLargeFileConfirmation': 1000 },
		});
	});
	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const header = () => frame.locator('.lens').textContent();
	const status = (text: RegExp) => editor.page.locator('.statusbar-item', { hasText: text });
	const cursorLine = async () => {
		const text = await status(/Ln [\d,]+, Col/).innerText();
		return Number(/Ln ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
	};

	it('is offered where VS Code shows a trace to no extension', async () => {
		await editor.palette.open(workspace.path('large.reptrace'));
		await editor.palette.rows.filter({ hasText: 'large.reptrace' }).first().waitFor();
		await editor.page.keyboard.press('Enter');
		const offer = await editor.window.message('large.reptrace is too large for extensions to see its text');
		await offer.getByRole('button', { name: 'Open in Large File Editor' }).click();
		frame = await editor.webviews.find('.row .line-text');
		await expect.poll(() => frame.locator('.row[data-line="2"]').textContent()).toMatch(/^\{"op":"/);
		// VS Code takes its time for a text of this size.
	}, 180_000);

	it('tells of the conflicts, with its findings in the text and in the Problems view', async () => {
		await expect
			.poll(header, { timeout: 60_000 })
			.toMatch(/^[\d,]+ conflicts · [\d,]+ open · Open visualizer$/);
		await expect.poll(() => frame.locator('.about').textContent()).toMatch(/^600,00\d lines · [\d.]+ MB$/);
		await status(/\d+ conflicts, \d+ open/).waitFor();
		await expect.poll(async () => (await editor.problems.read()).length).toBeGreaterThan(0);
	});

	it('goes to the next conflict by the key of text editors, and marks it', async () => {
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Control+Home');
		await expect.poll(cursorLine).toBe(1);
		await editor.page.keyboard.press('Alt+F9');
		await status(/Conflict 1 of \d+/).waitFor();
		await expect.poll(cursorLine).toBeGreaterThan(1);
		const first = await cursorLine();
		const mark = frame.locator(`.row[data-line="${first}"] .squiggle`).first();
		await mark.waitFor();
		await editor.page.keyboard.press('Alt+F9');
		await status(/Conflict 2 of \d+/).waitFor();
		await expect.poll(cursorLine).toBeGreaterThan(first);
		await editor.page.keyboard.press('Shift+Alt+F9');
		await status(/Conflict 1 of \d+/).waitFor();
		await expect.poll(cursorLine).toBe(first);
	});

	it('hovers as text editors do, and its links lead on', async () => {
		const line = await cursorLine();
		const mark = frame.locator(`.row[data-line="${line}"] .squiggle`).first();
		const box = await mark.boundingBox();
		if (box === null) throw new Error('no mark');
		await editor.page.mouse.move(box.x + 4, box.y + 60);
		await editor.page.mouse.move(box.x + 12, box.y + 8, { steps: 3 });
		const hover = frame.locator('.hover');
		await hover.locator('table').waitFor();
		const text = await hover.innerText();
		expect(text).toContain('Replication Trace(conflict-');
		expect(text).toMatch(/Key .* versions/);
		const link = hover.locator('td .link').last();
		const target = Number((await link.innerText()).replaceAll(',', ''));
		await link.click();
		await expect.poll(cursorLine).toBe(target);
	});

	it('goes to a definition', async () => {
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Alt+F9');
		const before = await cursorLine();
		await editor.page.keyboard.press('F12');
		await editor.palette.choose(/^Line /);
		await expect.poll(cursorLine).not.toBe(before);
	});

	it('is linked with the visualizer, both ways', async () => {
		await frame.locator('.lens .link', { hasText: 'Open visualizer' }).click();
		const visualizer = await editor.webviews.find('.conflicts .grid-row .cell.key');
		const shownLine = async () =>
			Number(await frame.locator('.row:has(.current-line)').getAttribute('data-line', { timeout: 2000 }));
		const before = await shownLine();
		await visualizer.locator('.conflicts .grid-row .cell.key').nth(2).click();
		await expect.poll(shownLine).not.toBe(before);
		const selected = visualizer.locator('.conflicts .grid-row[aria-selected="true"]');
		const text = await selected.innerText();
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Alt+F9');
		await expect.poll(() => selected.innerText()).not.toBe(text);
	});

	it('is where the Problems view leads by the codes of findings', async () => {
		await editor.problems.read();
		const rows = editor.page.locator('.markers-panel .monaco-list-row');
		const row = rows.filter({ has: editor.page.locator('a', { hasText: 'conflict-open' }) }).first();
		const [line] = /\d+/.exec((await row.locator('.marker-line').textContent()) ?? '') ?? [];
		await row.locator('a', { hasText: 'conflict-open' }).click();
		await expect.poll(cursorLine).toBe(Number(line));
	});

	it('finds, and goes to a line', async () => {
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Control+f');
		await frame.locator('.find-input').fill('"op":"delete"');
		await expect
			.poll(() => frame.locator('.find-count').textContent())
			.toMatch(/^[\d,]+ of [\d,]+(, the first .*)?$/);
		await editor.page.keyboard.press('Escape');
		await editor.page.keyboard.press('Control+g');
		await editor.palette.answer('599,999');
		await expect.poll(cursorLine).toBe(599_999);
		await frame.locator('.row[data-line="599999"] .line-text > span').first().waitFor();
	});

	it('gives up a search that takes for ever', async () => {
		await editor.page.keyboard.press('Control+f');
		await editor.page.keyboard.press('Alt+r');
		await frame.locator('.find-input').fill('^(([^!])+)+!');
		await editor.page.waitForTimeout(1500);
		await expect.poll(() => frame.locator('.find-count').textContent()).toMatch(/^Searching/);
		await editor.page.keyboard.press('Escape');
		await editor.page.keyboard.press('Control+Home');
		await expect.poll(cursorLine).toBe(1);
		await frame.locator('.row[data-line="1"] .line-text > span').first().waitFor();
	});

	it('shows compressed traces, whatever VS Code knows of their names', async () => {
		const path = workspace.path('small.reptrace.gz');
		await writeFile(path, gzipSync(await readFile(inRoot('test/traces/three-datacenters.reptrace'))));
		await editor.palette.open(path);
		await editor.palette.rows.filter({ hasText: 'small.reptrace.gz' }).first().waitFor();
		await editor.page.keyboard.press('Enter');
		await editor.page.locator('.tab.active', { hasText: 'small.reptrace.gz' }).first().waitFor();
		frame = await editor.webviews.find('.row[data-line="2"] .line-text > span');
		await expect.poll(header).toBe('5 conflicts · 1 open · Open visualizer');
		await editor.page.keyboard.press('Alt+F9');
		await status(/Conflict 1 of 5/).waitFor();
		await frame.locator('.squiggle').first().waitFor();
	});
});
