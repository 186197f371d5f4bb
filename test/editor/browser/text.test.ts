import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

const HOSTILE = '<img src=x onerror="document.title=1">[x](command:workbench.action.quit)|`';

describe('what is shown around the text of a trace', () => {
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		const write = (at: string, value: number) =>
			JSON.stringify({ op: 'write', at, key: 'k', value, vv: { [at]: 1 } });
		workspace = await temporaryWorkspace([
			'status-conflict.reptrace',
			'shopping-cart.reptrace',
			{
				'notes.txt': 'no trace\n',
				'program.ts': 'export {};\n',
				'hostile.reptrace': `${JSON.stringify({ op: 'write', at: 'R1', key: HOSTILE, value: HOSTILE, vv: { R1: 1 } })}\n`,
				'nodes/n1.reptrace': `${write('R1', 1)}\n`,
				'nodes/n2.reptrace': `${write('R2', 2)}\n`,
			},
		]);
		editor = await launchEditor({
			folder: workspace.folder,
			file: workspace.path('shopping-cart.reptrace'),
			viewport: { width: 1400, height: 900 },
		});
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const status = () => editor.page.locator('[id="replication-trace.replication-trace.status"]');
	const lens = (title: string) => editor.page.locator('.codelens-decoration a', { hasText: title });

	it('counts conflicts in a code lens, in the status bar and among the problems', async () => {
		await expect.poll(() => lens('3 conflicts').count()).toBe(1);
		await expect.poll(() => status().innerText()).toContain('3 conflicts, 1 open');
		await expect.poll(() => editor.problems.counts()).toEqual({ errors: 2, warnings: 0 });
	});

	it('goes to conflicts by the lens and by the keyboard', async () => {
		await editor.text.goTo(1, 1);
		await lens('1 open').click();
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 7 });
		await editor.page.keyboard.press('Alt+F9');
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 19 });
		await editor.page.keyboard.press('Shift+Alt+F9');
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 7 });
		await expect
			.poll(() => editor.page.locator('.statusbar').innerText())
			.toContain('Conflict 1 of 3: "cart:alice"');
	});

	it('follows a link of a hover to a line', async () => {
		const hover = await editor.text.hoverAt(12, 36);
		await expect.poll(() => hover.textContent()).toContain('Resolves the conflict of lines 7 and 8.');
		await hover.getByRole('link', { name: '8', exact: true }).first().click();
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 8 });
	});

	it('follows a link of the report to a line', async () => {
		await editor.palette.run('Replication Trace: Show Conflict Report');
		const frame = await editor.webviews.find('h1');
		await expect.poll(() => frame.locator('h1').innerText()).toMatch(/^3 conflicts/);
		await frame.getByRole('link', { name: 'line 20' }).first().click();
		await editor.text.waitForFile('shopping-cart.reptrace');
		await expect.poll(() => editor.text.cursor()).toMatchObject({ line: 20 });
		await editor.window.closeTabs();
	});

	it('saves the report where the user says, in the format of his choice', async () => {
		await editor.text.open(workspace.path('status-conflict.reptrace'));
		await expect.poll(() => status().innerText()).toContain('1 conflict, 1 open');
		await editor.palette.run('Replication Trace: Export Report…');
		await editor.palette.choose('JSON');
		await expect
			.poll(() => editor.palette.input.inputValue())
			.toContain('status-conflict.reptrace.report.json');
		await editor.palette.answer(workspace.path('saved.json'));
		const saved = () => readFile(workspace.path('saved.json'), 'utf8').catch(() => '');
		await expect.poll(saved).not.toBe('');
		const report = JSON.parse(await saved());
		expect(report.summary).toMatchObject({ conflicts: 1, conflictsOpen: 1 });
	});

	it('offers its commands where they can work, and nowhere else', async () => {
		const anywhere = ['Open Together'];
		const forTraces = [
			'Show Conflict Report',
			'Open Visualizer',
			'Export Report…',
			'Copy Sequence Diagram as Mermaid',
			'Go to Next Conflict',
			'Go to Previous Conflict',
		];
		const never = ['Analyse Files Separately', 'Cancel Analysis'];
		const offered = async () => {
			const found: string[] = [];
			for (const title of [...anywhere, ...forTraces, ...never]) {
				if (await editor.palette.offers(`Replication Trace: ${title}`)) found.push(title);
			}
			return found;
		};
		await editor.text.open(workspace.path('status-conflict.reptrace'));
		await expect.poll(() => offered()).toEqual([...anywhere, ...forTraces]);
		await editor.text.open(workspace.path('notes.txt'));
		await expect.poll(() => offered()).toEqual([...anywhere, ...forTraces.slice(0, 3)]);
		await editor.text.open(workspace.path('program.ts'));
		await expect.poll(() => offered()).toEqual(anywhere);
		await editor.text.open(workspace.path('hostile.reptrace'));
		await expect.poll(() => status().innerText()).toContain('No conflicts');
		await expect.poll(() => offered()).toEqual([...anywhere, ...forTraces.slice(0, 4)]);
	});

	it('shows the text of a trace in a hover as text', async () => {
		await editor.text.open(workspace.path('hostile.reptrace'));
		const hover = await editor.text.hoverAt(1, 35);
		await expect.poll(() => hover.textContent()).toContain(HOSTILE.slice(0, 20));
		expect(await hover.locator('img').count()).toBe(0);
		const targets = await hover
			.locator('a[data-href]')
			.evaluateAll((links) => links.map((link) => link.getAttribute('data-href')?.replace(/\?.*/, '')));
		expect(new Set(targets)).toEqual(
			new Set(['command:replicationTrace.revealLine', 'command:replicationTrace.openVisualizer']),
		);
	});

	it('opens the files that are selected in the explorer as one trace', async () => {
		await editor.window.closeTabs();
		await editor.palette.run('View: Show Explorer');
		const row = (name: string) =>
			editor.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
		await row('nodes').first().click();
		await row('n1.reptrace').click();
		await row('n2.reptrace').click({ modifiers: ['ControlOrMeta'] });
		await row('n2.reptrace').click({ button: 'right' });
		const item = editor.page.getByRole('menuitem', { name: 'Open Together' });
		await item.waitFor();
		// A menu takes no click in its first moments.
		await expect
			.poll(async () => {
				if (await item.isVisible()) await item.click({ timeout: 1000 }).catch(() => {});
				return item.isVisible();
			})
			.toBe(false);
		await expect.poll(() => status().innerText()).toContain('1 conflict, 1 open');
		await expect.poll(() => editor.problems.counts()).toEqual({ errors: 2, warnings: 0 });
		const problems = await editor.problems.read();
		expect(problems.map(({ message }) => message)).toContainEqual(
			expect.stringContaining('1 at R1 and 2 at R2 (line 1) were written without knowledge of each other.'),
		);
		await expect.poll(() => editor.palette.offers('Replication Trace: Analyse Files Separately')).toBe(true);
	});
});
