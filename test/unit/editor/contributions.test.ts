import { describe, expect, it } from 'vitest';
import grammar from '../../../media/reptrace.tmLanguage.json' with { type: 'json' };
import manifest from '../../../package.json' with { type: 'json' };
import { Commands } from '../../../src/editor/commands/ids.ts';
import { defaultSeverity } from '../../../src/session/queries/diagnostics.ts';
import { FINDING_CODES } from '../../../src/trace/finding.ts';
import { OP_NAMES } from '../../../src/trace/ops.ts';

const { contributes } = manifest;

describe('package.json', () => {
	it('lists every code of a finding with the severity that it has by itself', () => {
		const { properties } = contributes.configuration.properties['replicationTrace.diagnostics.severities'];
		const listed = Object.entries(properties).map(([code, setting]) => [code, setting.default]);
		expect(listed.toSorted()).toEqual(FINDING_CODES.map((code) => [code, defaultSeverity(code)]).toSorted());
	});

	it('lists every command but those that only links and buttons call', () => {
		const hidden: string[] = [Commands.revealLine, Commands.showActions, Commands.largeFileFindOption];
		const listed = contributes.commands.map(({ command }) => command);
		const all = Object.values(Commands).filter((command) => !hidden.includes(command));
		expect(listed.toSorted()).toEqual(all.toSorted());
	});

	it('takes no keys from other parts of the window where a large file is open', () => {
		const ofPage = contributes.keybindings.filter(({ when }) => when.includes('activeCustomEditorId'));
		expect(ofPage.length).toBeGreaterThan(8);
		for (const { when } of ofPage) {
			for (const part of ['sideBarFocus', 'panelFocus', 'auxiliaryBarFocus', 'terminalFocus', 'inputFocus'])
				expect(when.split(' && ')).toContain(`!${part}`);
		}
	});

	it('offers to follow only what can be followed', () => {
		const offers = contributes.menus.commandPalette.filter(({ command }) => command === Commands.follow);
		const [, source = ''] = /!\(resourceFilename =~ \/(.*?)\/\)/.exec(offers[0]?.when ?? '') ?? [];
		expect(source).not.toBe('');
		for (const name of ['a.reptrace.gz', 'a.reptrace.jsonl.zst', 'a.reptrace.zstd', 'a.reptrace-set.json'])
			expect(name).toMatch(new RegExp(source));
		for (const name of ['a.reptrace', 'a.reptrace.jsonl', 'a.log', 'a.json'])
			expect(name).not.toMatch(new RegExp(source));
	});

	it('offers the large file editor for traces however they are compressed', () => {
		const offers = contributes.menus['explorer/context'].filter(
			({ command }) => command === Commands.openLargeFile,
		);
		const [, source = ''] = /resourceFilename =~ \/(.*?)\/ /.exec(offers[0]?.when ?? '') ?? [];
		for (const end of ['', '.gz', '.gzip', '.zst', '.zstd', '.jsonl.gzip'])
			expect(`a.reptrace${end}`).toMatch(new RegExp(source));
		expect('a.reptrace.zip').not.toMatch(new RegExp(source));
	});

	it('says for every command when the palette offers it', () => {
		const listed = contributes.commands.map(({ command }) => command);
		const conditional = contributes.menus.commandPalette
			.filter(({ when }) => when !== '')
			.map(({ command }) => command);
		expect(conditional.toSorted()).toEqual(listed.toSorted());
	});
});

describe('the grammar', () => {
	it('knows every operation', () => {
		const [known] = grammar.repository.op.patterns;
		const pattern = new RegExp(`^${known?.match}$`);
		for (const op of [...OP_NAMES, 'header']) expect(`"${op}"`).toMatch(pattern);
		expect('"wirte"').not.toMatch(pattern);
	});
});
