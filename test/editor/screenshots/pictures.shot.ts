import { afterEach, describe, it } from 'vitest';
import { type Look, Studio } from './studio.ts';

describe('screenshots', () => {
	let studio: Studio;
	afterEach(() => studio?.close());

	const shoot = (
		name: string,
		take: (studio: Studio) => Promise<void>,
		viewport?: { width: number; height: number },
		logs?: string[],
	) =>
		it(name, async () => {
			studio = await Studio.open(name.split('-').at(-1) as Look, viewport, logs);
			await take(studio);
			await studio.take(name);
		});

	shoot('visualizer-dark', async (studio) => {
		const frame = await studio.visualizer('status-conflict.reptrace', 2);
		await frame.locator('.conflicts .grid-row .cell.key').first().click();
		await frame.locator('#tab-sequence').click();
		await frame.locator('.diagram .statement').first().waitFor();
		await studio.editor.page
			.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning')
			.first()
			.waitFor();
	});

	shoot('sequence-light', async (studio) => {
		const frame = await studio.wideVisualizer('three-datacenters.reptrace');
		await frame.locator('.conflicts .grid-row .cell.key').first().click();
		await frame.locator('#tab-sequence').click();
		await frame.locator('.diagram .statement').first().waitFor();
	});

	shoot('overview-dark', async (studio) => {
		const frame = await studio.wideVisualizer('shop.reptrace');
		await frame.locator('#tab-overview').click();
		await frame.locator('.overview-lane-names .replica').first().waitFor();
		// The second partition: what was written in it conflicts.
		const canvas = frame.locator('.overview-frame');
		const { width } = (await canvas.boundingBox())!;
		const told = frame.locator('.overview-card', { hasText: 'exchanged nothing' });
		// Partitions come a moment after the rest.
		for (let x = 0; !(await told.isVisible()) && x < 30; x++) {
			await canvas.hover({ position: { x: width * 0.5035 + (x % 2), y: 160 } });
			await studio.editor.page.waitForTimeout(300);
		}
	});

	shoot('keys-dark', async (studio) => {
		const frame = await studio.wideVisualizer('three-datacenters.reptrace');
		await frame.locator('#tab-keys').click();
		await frame.locator('.key-list .grid-row .cell.key').first().click();
		await frame.locator('.version-table .grid-row .cell.writer').nth(2).click();
		await frame.locator('.comparison strong').waitFor();
		await frame.locator('.graph .node.selected').waitFor();
	});

	shoot('clocks-dark', async (studio) => {
		const frame = await studio.wideVisualizer('orders.reptrace');
		await frame.locator('#tab-clocks').click();
		await frame.locator('.clock-picture .inversion').first().waitFor();
		await frame.locator('.inversions .grid-row .cell.key').first().waitFor();
		const tokyo = await frame.locator('.clock-lane').nth(2).boundingBox();
		if (tokyo) await studio.editor.page.mouse.click(tokyo.x + tokyo.width / 2, tokyo.y + tokyo.height / 2);
	});

	shoot('strategies-light', async (studio) => {
		const frame = await studio.wideVisualizer('orders.reptrace');
		await frame.locator('#tab-strategies').click();
		await frame.locator('.ledger .grid-row .cell.key').first().waitFor();
	});

	shoot(
		'hover-light',
		async (studio) => {
			await studio.text('three-datacenters.reptrace');
			await studio.editor.page
				.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning')
				.first()
				.waitFor();
			const hover = await studio.editor.text.hoverAt(7, 52);
			await hover.locator('table').waitFor();
		},
		{ width: 1080, height: 500 },
	);

	shoot('conflicts-hc', async (studio) => {
		const frame = await studio.wideVisualizer('orders.reptrace');
		await frame.locator('.conflicts .grid-row .cell.key').nth(1).click();
		await frame.locator('.details').waitFor();
	});

	shoot(
		'large-file-dark',
		async (studio) => {
			const frame = await studio.largeFile(2_000_000);
			await frame.locator('.squiggle').first().waitFor();
			const box = await frame.locator('.squiggle').first().boundingBox();
			if (box === null) throw new Error('no mark');
			await studio.editor.page.mouse.move(box.x + 12, box.y + 40);
			await studio.editor.page.mouse.move(box.x + 12, box.y + 8, { steps: 3 });
			await frame.locator('.hover table').waitFor();
		},
		{ width: 1100, height: 560 },
	);

	/** Logs of other systems, as docs/formats shows them: the log as it is, and beside it the conflicts that it tells of. */
	const logs: [format: string, file: string][] = [
		['postgresql', 'postgresql/n1.postgresql.log'],
		['couchdb', 'couchdb/open-revs.jsonl'],
		['syncthing', 'syncthing/db-file.jsonl'],
		['galera', 'galera/n1.error.log'],
		['crdts', 'automerge/changes-alice.jsonl'],
		['shiviz', 'vclock/tsviz.txt'],
		['jepsen', 'jepsen/register.edn'],
		['otlp', 'otlp/spans.jsonl'],
	];
	for (const [format, file] of logs) {
		shoot(
			`format-${format}-light`,
			async (studio) => {
				const frame = await studio.visualizer(file);
				await frame.locator('.conflicts .grid-row .cell.key').first().click();
				await frame.locator('.details').waitFor();
			},
			{ width: 1320, height: 560 },
			[file.slice(0, file.indexOf('/'))],
		);
	}
});
