import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { toolPath } from '../../../scripts/lib/run.mjs';

// The rules of biome.json on who may import whom, each broken once: a rule that catches nothing looks like one that holds.

const layers = ['trace', 'formats', 'analysis', 'report', 'session', 'editor', 'visualizer'] as const;
const engine = ['trace', 'formats', 'analysis', 'report', 'generate'] as const;

/** [file, what it imports]: must be refused. */
const forbidden: ReadonlyArray<readonly [string, string]> = [
	...layers.flatMap((lower, at) =>
		layers.slice(at + 1).map((upper) => [`src/${lower}/to-${upper}.ts`, `../${upper}/target.ts`] as const),
	),
	...engine.flatMap((folder) =>
		['vscode', 'node:fs', 'node:fs/promises', '../cli/target.ts'].map(
			(target) => [`src/${folder}/x-${target.replace(/\W/g, '')}.ts`, target] as const,
		),
	),
	['src/analysis/deep/er/x.ts', '../../../report/target.ts'],
	['src/generate/x-analysis.ts', '../analysis/target.ts'],
	['src/trace/x-generate.ts', '../generate/target.ts'],
	['src/verify/x-analysis.ts', '../analysis/target.ts'],
	['src/verify/x-report.ts', '../report/target.ts'],
	['src/session/x.ts', 'vscode'],
	['src/cli/x.ts', 'vscode'],
	['src/cli/y.ts', '../editor/target.ts'],
	['webview/x.ts', '../src/trace/target.ts'],
	['webview/deep/y.ts', '../../src/session/target.ts'],
	['webview/z.ts', 'node:fs'],
];

/** [file, what it imports]: must be allowed. */
const allowed: ReadonlyArray<readonly [string, string]> = [
	...layers.flatMap((upper, at) =>
		layers.slice(0, at).map((lower) => [`src/${upper}/down-${lower}.ts`, `../${lower}/target.ts`] as const),
	),
	['src/session/node.ts', 'node:fs'],
	['src/editor/code.ts', 'vscode'],
	['src/cli/a.ts', '../report/target.ts'],
	['src/verify/a.ts', '../trace/target.ts'],
	['src/cli/b.ts', '../generate/target.ts'],
	['webview/icons.ts', '@vscode/codicons/src/icons/add.svg'],
	['webview/a.ts', '../src/session/protocol.ts'],
	['webview/deep/a.ts', '../../src/session/protocol.ts'],
	['webview/deep/b.ts', '../../src/session/linesProtocol.ts'],
];

describe('import rules', () => {
	let folder: string;
	let refused: string[];

	beforeAll(async () => {
		folder = await realpath(await mkdtemp(join(tmpdir(), 'replication-trace-rules-')));
		await cp(inRoot('biome.json'), join(folder, 'biome.json'));
		const write = async (path: string, text: string) => {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text);
		};
		for (const layer of [...layers, 'generate', 'cli']) {
			await write(`src/${layer}/target.ts`, 'export const target = 1;\n');
		}
		await write('src/session/protocol.ts', 'export type Target = 1;\n');
		await write('src/session/linesProtocol.ts', 'export type Target = 1;\n');
		for (const [file, target] of [...forbidden, ...allowed]) {
			await write(file, `import type * as x from '${target}';\n\nexport type X = typeof x;\n`);
		}
		await write('src/trace/one.ts', "import { two } from './two.ts';\n\nexport const one = () => two;\n");
		await write('src/trace/two.ts', "import { one } from './one.ts';\n\nexport const two = () => one;\n");
		refused = await lint(folder);
	});

	afterAll(() => rm(folder, { recursive: true, force: true }));

	it.each(forbidden)('refuse that %s imports %s', (file) => {
		expect(refused).toContain(`${file} lint/style/noRestrictedImports`);
	});

	it.each(allowed)('allow that %s imports %s', (file) => {
		expect(refused.filter((line) => line.startsWith(file))).toEqual([]);
	});

	it('refuse a cycle', () => {
		expect(refused).toContain('src/trace/one.ts lint/suspicious/noImportCycles');
	});
});

/** @returns a line for each finding: file, rule */
async function lint(folder: string): Promise<string[]> {
	const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github'];
	const biome = promisify(execFile)(process.execPath, [toolPath('@biomejs/biome'), ...args], { cwd: folder });
	const { stdout } = await biome.catch((error: { stdout: string }) => error);
	const findings = [...stdout.matchAll(/title=([^,]+),file=([^,]+),/g)];
	return findings.map(([, rule, file]) => `${relative(folder, file).replaceAll('\\', '/')} ${rule}`);
}
