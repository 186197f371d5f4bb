import * as assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
	closeAll,
	findingsOf,
	hintsOf,
	inShort,
	sample,
	shown,
	until,
	withFindings,
	withSettings,
	written,
} from './support.ts';

describe('diagnostics', () => {
	afterEach(closeAll);

	it('stand on the key of every version of an open conflict, and lead to the others', async () => {
		const uri = sample('status-conflict.reptrace');
		const findings = await withFindings(uri);
		assert.deepEqual(inShort(findings), ['error 2:49-57 conflict-open', 'error 3:49-57 conflict-open']);
		assert.equal(
			findings[0]?.message,
			'Conflict on key "status", open: "pending" by User A at R1 and "completed" by User B at R2 (line 3) were written without knowledge of each other.',
		);
		assert.deepEqual(
			findings[0]?.relatedInformation?.map(({ location, message }) => [
				location.range.start.line + 1,
				message,
			]),
			[
				[3, 'concurrent: "completed" by User B at R2'],
				[4, 'detected here: R2 now holds concurrent versions of it'],
			],
		);
	});

	it('tell on the vectors what they lack', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		const [first] = hintsOf(uri);
		assert.deepEqual(inShort(hintsOf(uri)), ['hint 2:81-89 conflict-open', 'hint 3:83-91 conflict-open']);
		assert.equal(
			first?.message,
			'Neither vector dominates: this one lacks R2:1 of line 3, whose vector lacks R1:1 of this one.',
		);
	});

	it('show a resolved conflict as information, with the line that resolves it', async () => {
		const findings = await withFindings(sample('shopping-cart.reptrace'));
		const resolved = findings.filter(({ code }) => code === 'conflict-resolved');
		assert.deepEqual(
			resolved.map(({ range }) => range.start.line + 1),
			[7, 8, 19, 20],
		);
		assert.ok(resolved.every(({ severity }) => severity === vscode.DiagnosticSeverity.Information));
		const [first] = resolved;
		assert.match(first?.message ?? '', /^Conflict on key "cart:alice", resolved on line 12: /);
		assert.deepEqual(
			first?.relatedInformation?.map(({ location, message }) => [
				location.range.start.line + 1,
				message.replace(/:.*/, ''),
			]),
			[
				[8, 'concurrent'],
				[10, 'detected here'],
				[12, 'resolved here'],
			],
		);
	});

	for (const name of ['retail.reptrace', 'three-datacenters.reptrace']) {
		it(`find the conflicts of ${name}`, async () => {
			const findings = await withFindings(sample(name));
			assert.ok(findings.some(({ code }) => String(code).startsWith('conflict-')));
			const severities = findings.map(({ severity }) => severity);
			assert.deepEqual(severities, severities.toSorted(), 'the most severe come first');
		});
	}

	it('place what cannot be read, in UTF-16 columns', async () => {
		const uri = await written('damaged.reptrace', [
			'{"op":"write","at":"R1","key":"k","value":"😀é"',
			'{"op":"wirte","at":"R1","key":"k","value":1}',
			'{"op":"write","at":"R1","key":"k"}',
			'{"op":"write","at":"R1","key":"😀","value":"é","vv":7}',
			'no JSON at all',
		]);
		const findings = await withFindings(uri);
		assert.deepEqual(inShort(findings).slice(0, 5), [
			'error 1:47-48 malformed-line',
			'error 2:7-14 unknown-op',
			'error 3:7-14 missing-field',
			'error 4:53-54 malformed-line',
			'error 5:1-15 malformed-line',
		]);
	});

	it('keep the most severe of more than VS Code shows, and say how many there are', async () => {
		const lines = ['{"op":"write","at":"R1","key":"k","value":1}'];
		for (let line = 0; line < 1500; line++) lines.push('{"op":"write"}');
		lines.push(
			'{"op":"send","at":"R1","to":"R2","msg":"m"}',
			'{"op":"receive","at":"R2","from":"R1","msg":"x"}',
		);
		const uri = await written('many.reptrace', lines);
		await withFindings(uri);
		// So many come page by page.
		const findings = await until(
			() => findingsOf(uri),
			({ length }) => length >= 1000,
		);
		assert.equal(findings.length, 1000);
		assert.equal(findings.filter(({ code }) => code === 'missing-field').length, 999);
		const more = findings.find(({ code }) => code === 'more');
		assert.match(
			more?.message ?? '',
			/^3,\d\d\d more findings, .*not listed here\. The conflict report has them\.$/,
		);
	});

	it('leave nothing of the many that there were before', async () => {
		const uri = await written('fewer.reptrace', Array<string>(700).fill('{"op":"write"}'));
		const count = (wanted: number) =>
			until(
				() => findingsOf(uri).length,
				(length) => length === wanted,
			);
		const editor = await shown(uri);
		assert.equal(await count(1000), 1000);
		const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
		await editor.edit((edit) => edit.replace(all, '{"op":"write","at":"R1"}\n'));
		// It lacks a key and a value.
		assert.equal(await count(2), 2);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});

	it('say once what a trace without messages cannot show', async () => {
		const uri = await written('no-messages.reptrace', [
			'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}',
			'{"op":"write","at":"R2","key":"k","value":2,"vv":{"R1":1,"R2":1}}',
			'{"op":"write","at":"R1","key":"k","value":3,"vv":{"R1":2,"R2":1}}',
		]);
		const findings = await withFindings(uri);
		assert.deepEqual(inShort(findings), ['information 1:1-59 vector-claims-unseen']);
		assert.match(findings[0]?.message ?? '', /nothing in it shows how 2 vectors came to know versions/);
	});

	it('follow the settings', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		await withSettings({ 'diagnostics.severities': { 'conflict-open': 'warning' } }, async () => {
			const findings = await until(
				() => inShort(findingsOf(uri)),
				([first]) => first?.startsWith('warning') ?? false,
			);
			assert.deepEqual(findings, ['warning 2:49-57 conflict-open', 'warning 3:49-57 conflict-open']);
		});
		await withSettings({ 'diagnostics.enabled': false }, async () => {
			const findings = await until(
				() => [...findingsOf(uri), ...hintsOf(uri)],
				({ length }) => length === 0,
			);
			assert.deepEqual(findings, []);
		});
		const back = await until(
			() => findingsOf(uri),
			({ length }) => length === 2,
		);
		assert.equal(back.length, 2);
	});

	it('go when the file is closed', async () => {
		const uri = sample('status-conflict.reptrace');
		await withFindings(uri);
		await closeAll();
		const left = await until(
			() => [...findingsOf(uri), ...hintsOf(uri)],
			({ length }) => length === 0,
			25_000,
		);
		assert.deepEqual(left, []);
	});
});
