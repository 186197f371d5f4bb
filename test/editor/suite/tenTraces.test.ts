import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { generate } from '../../../src/generate/generate.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { closeAll, findingsOf, hoverText, shown, until, written } from './support.ts';

describe('ten traces open at once', () => {
	afterEach(closeAll);

	it('each have their own findings and hovers', async () => {
		const uris: vscode.Uri[] = [];
		for (let seed = 1; seed <= 10; seed++) {
			const options = { ...PRESETS.dense.options, events: 2000, seed };
			const text = Buffer.concat([...generate(options)]).toString();
			const own = { op: 'write', at: 'R1', key: `only in ${seed}`, value: seed, vv: { R1: 1e6 } };
			uris.push(
				await written(`many-${seed}.reptrace`, [JSON.stringify(own), ...text.trimEnd().split('\n').slice(1)]),
			);
		}
		// All at once, as a folder of traces is opened.
		for (const uri of uris) await shown(uri);
		for (const [index, uri] of uris.entries()) {
			const found = await until(
				() => findingsOf(uri),
				({ length }) => length > 0,
			);
			assert.ok(
				found.some(({ code }) => String(code).startsWith('conflict-')),
				`many-${index + 1} has conflicts`,
			);
			const hover = await hoverText(uri, new vscode.Position(0, 30));
			assert.match(hover, new RegExp(`only in ${index + 1}(?!\\d)`));
		}
	});
});
