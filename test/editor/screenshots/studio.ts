import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { generate as generateTrace } from '../../../src/generate/generate.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

export type Look = 'dark' | 'light' | 'hc';

const THEMES: Record<Look, { name: string; kind: string }> = {
	dark: { name: 'Default Dark Modern', kind: 'vs-dark' },
	light: { name: 'Default Light Modern', kind: 'vs' },
	hc: { name: 'Default High Contrast', kind: 'hc-black' },
};

/** Nothing but the trace and what the extension shows of it. */
const SETTINGS = {
	'editor.minimap.enabled': false,
	'editor.wordWrap': 'on',
	'editor.stickyScroll.enabled': false,
	'window.commandCenter': false,
	'workbench.activityBar.location': 'hidden',
	'workbench.layoutControl.enabled': false,
	'workbench.sideBar.location': 'right',
	'breadcrumbs.enabled': false,
};

/** Pictures are for a README: larger ones nobody wants to load. */
const MAX_BYTES = 250_000;

/** An editor in one theme that pictures are taken of. */
export class Studio {
	private constructor(
		readonly editor: Editor,
		private readonly workspace: Workspace,
	) {}

	/** `logs`: samples of other systems, by their folders in test/traces. */
	static async open(
		look: Look,
		viewport = { width: 1320, height: 760 },
		logs: string[] = [],
	): Promise<Studio> {
		const workspace = await temporaryWorkspace([
			'status-conflict.reptrace',
			'three-datacenters.reptrace',
			...logs,
		]);
		generate(workspace.path('orders.reptrace'), ORDERS);
		generate(workspace.path('shop.reptrace'), SHOP);
		const editor = await launchEditor({
			folder: workspace.folder,
			viewport,
			settings: SETTINGS,
		});
		editor.changeSettings({ 'workbench.colorTheme': THEMES[look].name });
		await expect.poll(() => editor.window.themeKind()).toBe(THEMES[look].kind);
		await editor.palette.run('View: Close Primary Side Bar').catch(() => undefined);
		return new Studio(editor, workspace);
	}

	/** Opens a trace and its visualizer beside it. */
	async visualizer(file: string, line = 1): Promise<Frame> {
		const { editor } = this;
		await editor.text.open(this.workspace.path(file), line);
		await editor.palette.run('Replication Trace: Open Visualizer');
		return editor.webviews.find('.conflicts .grid-row .cell.key');
	}

	/** The visualizer alone, as wide as the window. */
	async wideVisualizer(file: string): Promise<Frame> {
		const { editor } = this;
		await this.visualizer(file);
		await editor.palette.run('View: Join All Editor Groups');
		await editor.page.locator('.tab', { hasText: 'Visualizer:' }).click();
		return editor.webviews.find('.conflicts .grid-row');
	}

	/** A trace with so many events in the editor for large files, at a conflict in the middle of it. */
	async largeFile(events: number): Promise<Frame> {
		const { editor } = this;
		editor.changeSettings({ 'workbench.editorAssociations': { '*.reptrace': 'replicationTrace.largeFile' } });
		const path = this.workspace.path('large.reptrace');
		await pipeline(
			Readable.from(generateTrace({ ...PRESETS.sparse.options, events })),
			createWriteStream(path),
		);
		await editor.palette.open(path);
		await editor.palette.rows.filter({ hasText: 'large.reptrace' }).first().waitFor();
		await editor.page.keyboard.press('Enter');
		const frame = await editor.webviews.find('.row .line-text > span');
		await expect.poll(() => frame.locator('.lens').textContent()).toMatch(/open · Open visualizer$/);
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Control+g');
		await editor.palette.answer(String(events / 2));
		await editor.page.waitForTimeout(500);
		await frame.locator('.scroller').focus();
		await editor.page.keyboard.press('Alt+F9');
		return frame;
	}

	async text(file: string): Promise<void> {
		await this.editor.text.open(this.workspace.path(file));
	}

	/** Takes the picture, of a part of the window on request. */
	async take(name: string, part?: Locator): Promise<void> {
		// Toasts and focus rings that come and go are no part of a picture.
		await this.editor.page.waitForTimeout(600);
		mkdirSync(inRoot('media', 'screenshots'), { recursive: true });
		const path = inRoot('media', 'screenshots', `${name}.png`);
		if (part) await part.screenshot({ path });
		else await this.editor.window.screenshot(path);
		const { size } = statSync(path);
		if (size > MAX_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MAX_BYTES}`);
	}

	async close(): Promise<void> {
		await this.editor.close();
		await this.workspace.remove();
	}
}

/** Three datacenters, one clock 200 ms fast, so busy that what happened first often wins. */
const ORDERS = {
	preset: 'three-datacenters',
	seed: 3,
	events: 1500,
	keys: 30,
	rate: 200,
	'anti-entropy': 0,
};

/** A shop with three partitions, long enough that its events are no longer single ones on a screen. */
const SHOP = { preset: 'retail', seed: 7, events: 40_000 };

function generate(path: string, options: Record<string, string | number>): void {
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	execFileSync(process.execPath, [inRoot('dist', 'cli.js'), 'generate', ...args, '--out', path]);
}
