import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installExtension } from '../../../scripts/lib/editor-server.mjs';
import { newestVersion } from '../../../scripts/lib/editor-versions.mjs';
import { testedVsix } from '../../../scripts/lib/package.mjs';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

/** What a user gets, and nothing else. */
const expected = [
	/^\[Content_Types\]\.xml$/,
	/^extension\.vsixmanifest$/,
	/^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
	/^extension\/dist\/(extension|process|worker|scan|analysis|lines|cli)\.js$/,
	/^extension\/dist\/libraries\/(automerge\.js|automerge_wasm_bg\.wasm\.br|yjs\.js)$/,
	/^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
	/^extension\/dist\/webview\/(main|largeFile|markdownParser|chunks\/[\w.-]+)\.(js|css)$/,
	/^extension\/dist\/webview\/[\w.-]+\.(ttf|woff2)$/,
	/^extension\/media\/(?!screenshots\/)[\w./-]+\.(json|md|png|svg)$/,
];

describe('the packaged extension', () => {
	let extensionsFolder: string;
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		if (!existsSync(testedVsix)) throw new Error(`npm run package -- --out ${testedVsix} comes first`);
		extensionsFolder = await mkdtemp(join(tmpdir(), 'replication-trace-extensions-'));
		await installExtension({
			version: process.env.EDITOR_VERSION ?? newestVersion,
			vsix: testedVsix,
			extensionsFolder,
		});
		workspace = await temporaryWorkspace(['status-conflict.reptrace']);
		const file = workspace.path('status-conflict.reptrace');
		editor = await launchEditor({ folder: workspace.folder, file, extensionsFolder });
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
		await rm(extensionsFolder, { recursive: true, force: true });
	});

	it('holds what a user needs and nothing else', async () => {
		const names = Object.keys(unzipSync(await readFile(testedVsix)));
		expect(names.filter((name) => !expected.some((pattern) => pattern.test(name)))).toEqual([]);
		for (const name of [
			'package.json',
			'readme.md',
			'changelog.md',
			'LICENSE.txt',
			'dist/extension.js',
			'dist/cli.js',
			'dist/scan.js',
			'dist/analysis.js',
			'dist/lines.js',
			'dist/process.js',
			'dist/worker.js',
		]) {
			expect(names).toContain(`extension/${name}`);
		}
	});

	it('stays below 2 MB', async () => {
		expect((await readFile(testedVsix)).length).toBeLessThan(2_000_000);
	});

	it('is activated by a trace', async () => {
		const language = editor.page.locator('[id="status.editor.mode"]');
		await expect.poll(() => language.innerText()).toBe('Replication Trace');
		await editor.palette.run('Developer: Show Running Extensions');
		const running = editor.page.locator('.runtime-extensions-editor .monaco-list-row', {
			hasText: 'Replication Trace',
		});
		await running.waitFor();
		await expect.poll(() => running.innerText()).toMatch(/Activation: \d+ms/);
	});

	it('finds the conflicting writes', async () => {
		await expect
			.poll(() => editor.problems.counts(), { timeout: 20_000 })
			.toEqual({ errors: 2, warnings: 0 });
	});
});
