import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Editor, launchEditor, temporaryWorkspace, type Workspace } from '../harness/index.ts';

const MINE = 'node;type;id;stuff\na;INSERT;k;1\nb;INSERT;k;2\nb;DELETE;j;\n';

describe("another system's log in the window", () => {
	let workspace: Workspace;
	let editor: Editor;

	beforeAll(async () => {
		workspace = await temporaryWorkspace(['postgresql', { 'notes.txt': 'no log\n', 'mine.csv': MINE }]);
		editor = await launchEditor({
			folder: workspace.folder,
			file: workspace.path('postgresql/n1.postgresql.log'),
			viewport: { width: 1500, height: 900 },
		});
	});

	afterAll(async () => {
		await editor?.close();
		await workspace?.remove();
	});

	const item = (id: string) => editor.page.locator(`[id="replication-trace.replication-trace.${id}"]`);
	const saved = (name: string) => readFile(workspace.path(name), 'utf8').catch(() => '');

	it('opens in the visualizer and stays what it is', async () => {
		expect(await editor.problems.counts()).toEqual({ errors: 0, warnings: 0 });
		await editor.palette.run('Replication Trace: Open Visualizer');
		const frame = await editor.webviews.find('[role=tablist]');
		await expect.poll(() => frame.locator('body').innerText()).toContain('public.kv:k0021');
		await editor.text.open(workspace.path('postgresql/n1.postgresql.log'));
		await expect.poll(() => item('status').innerText()).toContain('8 conflicts, 8 open');
		await expect.poll(() => item('format').innerText()).toContain('PostgreSQL');
		const hover = await editor.text.hoverAt(4, 120);
		await expect.poll(() => hover.textContent()).toContain('by the report of the system');
	});

	it('is read as another format on wish', async () => {
		await item('format').click();
		await expect.poll(() => editor.palette.rows.first().innerText()).toContain('Detect automatically');
		await expect
			.poll(() => editor.palette.rows.nth(1).innerText())
			.toMatch(/PostgreSQL[\s\S]*looks like it, \d+ % sure/);
		await editor.palette.choose('Galera');
		await expect.poll(() => item('format').innerText()).toContain('Galera');
		await expect.poll(() => item('status').innerText()).toContain('No conflicts');
		await item('format').click();
		await editor.palette.choose('Detect automatically');
		await expect.poll(() => item('status').innerText()).toContain('8 conflicts, 8 open');
	});

	it('is converted to the native format, which has the same conflicts', async () => {
		await editor.palette.run('Replication Trace: Convert to Native…');
		await expect.poll(() => editor.palette.input.inputValue()).toContain('n1.postgresql.log.reptrace');
		await editor.palette.answer(workspace.path('postgresql/converted.reptrace'));
		await expect.poll(() => saved('postgresql/converted.reptrace')).toContain('"format":"postgresql"');
		await editor.text.open(workspace.path('postgresql/converted.reptrace'));
		await expect.poll(() => item('status').innerText()).toContain('8 conflicts, 8 open');
	});

	it('is opened together with others, which a manifest keeps', async () => {
		await editor.window.closeTabs();
		for (const name of ['n1.postgresql.log', 'n2.postgresql.log']) {
			await editor.text.open(workspace.path(`postgresql/${name}`));
		}
		await editor.palette.run('Replication Trace: Open Together');
		for (const name of ['n1.postgresql.log', 'n2.postgresql.log']) {
			await editor.palette.choose(name);
		}
		await editor.page.keyboard.press('Enter');
		await editor.text.waitForFile('n1.postgresql.log');
		await expect.poll(() => item('status').innerText()).toContain('8 conflicts, 5 open');
		const offer = await editor.window.message('2 files are analysed as one trace');
		await offer.click();
		await offer.getByRole('button', { name: 'Write Manifest…' }).click();
		await expect.poll(() => editor.palette.input.inputValue()).toContain('.reptrace-set.json');
		await editor.palette.answer(workspace.path('postgresql/both.reptrace-set.json'));
		await expect.poll(() => saved('postgresql/both.reptrace-set.json')).toContain('}');
		const manifest = JSON.parse(await saved('postgresql/both.reptrace-set.json'));
		expect(manifest).toMatchObject({
			format: 'postgresql',
			files: [
				{ path: 'n1.postgresql.log', node: 'n1' },
				{ path: 'n2.postgresql.log', node: 'n2' },
			],
		});
		await editor.palette.run('Notifications: Hide Notifications');
		await editor.text.waitForFile('both.reptrace-set.json');
		const lens = editor.page.locator('.codelens-decoration a', { hasText: 'Open as one trace' });
		await lens.click();
		await editor.text.waitForFile('n1.postgresql.log');
		await expect.poll(() => item('format').innerText()).toContain('PostgreSQL');
		await expect.poll(() => editor.palette.offers('Replication Trace: Analyse Files Separately')).toBe(true);
	});

	it("of one's own is read by a mapping of its columns, which the first rows show at work", async () => {
		await editor.window.closeTabs();
		await editor.text.open(workspace.path('mine.csv'));
		await editor.palette.run('Replication Trace: Read As…');
		await editor.palette.choose('by a mapping of columns');
		const rows = () => editor.palette.rows.allInnerTexts().then((texts) => texts.join('\n'));
		await expect.poll(rows).toContain('3 of the first 3 rows can be read');
		await expect.poll(() => rows()).toContain('op: write · at: a · key: k');
		await expect.poll(() => rows()).toContain('type (INSERT is write, DELETE is delete)');
		await expect.poll(() => rows()).not.toContain('value: ');
		await editor.palette.choose('the value that is written or read');
		await editor.palette.choose('stuff');
		await expect.poll(rows).toMatch(/op: write · at: a · key: k · value: "?1/);
		await editor.palette.choose('Use this mapping');
		await expect.poll(() => item('status').innerText()).toContain('1 conflict, 1 open');
		await expect.poll(() => item('format').innerText()).toContain('mapping');
	});

	it('that nobody knows is told so, and left alone', async () => {
		await editor.window.closeTabs();
		await editor.text.open(workspace.path('notes.txt'));
		await editor.palette.run('Replication Trace: Show Conflict Report');
		const told = await editor.window.message('looks like no log of a known format: notes.txt');
		await told.click();
		expect(await editor.problems.counts()).toEqual({ errors: 0, warnings: 0 });
		await told.getByRole('button', { name: 'Read As…' }).click();
		await expect.poll(() => editor.palette.rows.count()).toBeGreaterThan(3);
		await editor.palette.choose('Galera');
		await editor.palette.run('Notifications: Hide Notifications');
	});
});
