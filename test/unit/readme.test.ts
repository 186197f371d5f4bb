import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import manifestSchema from '../../media/reptrace-set.schema.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import { addClocks } from '../../src/cli/clocks.ts';
import { addCompare } from '../../src/cli/compare.ts';
import { addConvert } from '../../src/cli/convert.ts';
import { addDiagram } from '../../src/cli/diagram.ts';
import { addFormats } from '../../src/cli/formats.ts';
import { addGenerate } from '../../src/cli/generate.ts';
import { addReport } from '../../src/cli/report.ts';
import { addVerify } from '../../src/cli/verify.ts';
import { FORMATS } from '../../src/formats/table.ts';
import { FINDING_CODES } from '../../src/trace/finding.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const { commands, configuration } = manifest.contributes;

/** A chapter of the README, on as few lines as it has paragraphs. */
function chapter(title: string): string {
	const [, text] = readme.split(`\n## ${title}\n`);
	return (text?.split('\n## ')[0] ?? '').replace(/\n(?=\S)/g, (_, at, all) =>
		/^[|`]/.test(all.slice(at + 1)) ? '\n' : ' ',
	);
}

describe('the README', () => {
	it('lists every setting with its default, and no other', () => {
		const listed = [...chapter('Commands and settings').matchAll(/^\| `([^`]+)` \| `([^`]+)` \|/gm)].map(
			([, name, value]) => [name, value],
		);
		const declared = Object.entries(configuration.properties).map(([name, setting]) => [
			name,
			typeof setting.default === 'string' ? setting.default : JSON.stringify(setting.default),
		]);
		expect(listed.toSorted()).toEqual(declared.toSorted());
	});

	it('names every command', () => {
		const named = chapter('Commands and settings')
			.replace('Go to Next and Previous Conflict', 'Go to Next Conflict, Go to Previous Conflict')
			.split(/[,.:;(]|\sand\s/)
			.map((part) => part.trim());
		for (const { title } of commands) expect(named).toContain(title.replace(/ in Large File(…?)$/, '$1'));
	});

	it('explains every code of a finding, and no other', () => {
		const rows = [...chapter('Findings').matchAll(/^\| (`[^|]+`) \|/gm)].map(([, codes]) => codes as string);
		const listed = rows.flatMap((codes) => [...codes.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
		expect(listed.toSorted()).toEqual(FINDING_CODES.toSorted());
	});

	it('tells every command and option of the command line, and no other', () => {
		const program = new Command();
		for (const add of [
			addReport,
			addCompare,
			addClocks,
			addVerify,
			addDiagram,
			addConvert,
			addFormats,
			addGenerate,
		])
			add(program);
		const text = chapter('Command line');
		for (const command of program.commands) {
			expect(text).toContain(`replication-trace ${command.name()}`);
			// What makes traces up has many, which its help tells.
			if (command.name() === 'generate') continue;
			for (const { long } of command.options) expect(text, command.name()).toContain(long);
		}
		const known = new Set(program.commands.flatMap(({ options }) => options.map(({ long }) => long)));
		for (const [option] of text.matchAll(/--[a-z]+(-[a-z]+)*/g))
			expect([...known, '--help']).toContain(option);
	});
});

describe('what lists the formats', () => {
	const ids = FORMATS.map(({ id }) => id);

	it('has them all, and no other', () => {
		expect(manifestSchema.properties.format.enum.toSorted()).toEqual(ids.toSorted());
		const { enum: choices } = configuration.properties['replicationTrace.formats.files'].additionalProperties;
		expect(choices.toSorted()).toEqual(['auto', ...ids].toSorted());
	});
});
