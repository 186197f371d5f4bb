// The tests of test/editor/suite, which run inside the extension host.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inRoot, root } from './paths.mjs';

/**
 * `again`: which of those that passed failed in a first try; `reasons`: what the runner said of a failed test, by its name.
 *
 * @typedef {object} Results
 * @property {number} passed
 * @property {string[]} failed
 * @property {string[]} skipped
 * @property {string[]} [again]
 * @property {Record<string, string>} [reasons]
 */

/** Compiles the suite, a file a file, and returns the module that the extension host runs. */
export async function compileSuite() {
	const source = inRoot('test', 'editor', 'suite');
	const outdir = inRoot('out', 'suite');
	rmSync(outdir, { recursive: true, force: true });
	await build({
		absWorkingDir: root,
		entryPoints: readdirSync(source)
			.filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
			.map((name) => join(source, name)),
		outdir,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		sourcemap: 'inline',
		external: ['vscode', 'mocha'],
	});
	return join(outdir, 'index.js');
}

/**
 * A folder with a copy of the samples, which the tests may write to, and what tells the suite where its figures go.
 *
 * @param {string} [grep] runs only tests whose names match
 */
export async function prepareSuiteRun(grep) {
	const home = await realpath(mkdtempSync(join(tmpdir(), 'replication-trace-suite-')));
	const workspace = join(home, 'traces');
	await mkdir(workspace);
	await cp(inRoot('test', 'traces'), workspace, { recursive: true });
	const resultsFile = join(home, 'results.json');
	/** @type {Record<string, string>} */
	const env = { REPLICATION_TRACE_RESULTS: resultsFile };
	if (grep) env.REPLICATION_TRACE_GREP = grep;
	return {
		workspace,
		env,
		/** Prints the report. @returns {Results} @throws where the suite did not come to its end */
		results() {
			const { report, ...results } = JSON.parse(readFileSync(resultsFile, 'utf8'));
			console.log(report);
			return results;
		},
		remove: () => rmSync(home, { recursive: true, force: true }),
	};
}
