import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run, toolPath } from './run.mjs';
import { afterSecondTry } from './second-try.mjs';

/**
 * Runs one project of vitest.config.mts.
 *
 * @param {string} project
 * @param {{ env?: NodeJS.ProcessEnv, args?: string[], again?: boolean }} [options] again: whether files in which a test failed
 *   are run once more, from their beginning
 * @returns {Promise<import('./editor-suite.mjs').Results>}
 * @throws where vitest wrote no results
 */
export async function runVitest(project, { env = {}, args = [], again = false } = {}) {
	const first = await runOnce(project, env, args);
	const failed = first.files.filter(({ status }) => status === 'failed');
	if (!again || failed.length === 0) return summarise(first);
	console.log(`\nOnce more, from the beginning: ${failed.map(({ name }) => nameOf(name)).join(', ')}`);
	const second = await runOnce(project, env, [...args, ...failed.map(({ name }) => nameOf(name))]);
	const others = first.files.filter(({ name }) => !second.files.some((file) => file.name === name));
	return afterSecondTry(
		summarise(first),
		summarise({ code: second.code, files: [...others, ...second.files] }),
	);
}

/** @typedef {{ code: number, files: TestFile[] }} Run */

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args
 * @returns {Promise<Run>}
 */
async function runOnce(project, env, args) {
	const home = mkdtempSync(join(tmpdir(), 'replication-trace-vitest-'));
	const file = join(home, 'results.json');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	try {
		const code = await run(
			process.execPath,
			[toolPath('vitest'), 'run', '--project', project, '--passWithNoTests=false', ...reporters, ...args],
			{ env: { ...process.env, ...env } },
		);
		return { code, files: JSON.parse(readFileSync(file, 'utf8')).testResults };
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: Assertion[] }} TestFile */

/** @param {string} path */
const nameOf = (path) => path.replace(`${root}/`, '');

/**
 * @param {Run} run
 * @returns {import('./editor-suite.mjs').Results}
 */
function summarise({ code, files }) {
	const tests = files.flatMap(({ assertionResults }) => assertionResults);
	/** @param {string[]} status */
	const named = (...status) =>
		tests.filter((test) => status.includes(test.status)).map(({ fullName }) => fullName);
	// A file that could not be loaded, or whose hook failed, has failed without a failed test.
	const broken = files
		.filter(
			(file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
		)
		.map(({ name }) => nameOf(name));
	const failed = [...named('failed'), ...broken];
	// An error outside of any test (an unhandled rejection) fails the run without failing a test.
	if (code !== 0 && failed.length === 0) failed.push(`vitest ended with code ${code}`);
	return {
		passed: named('passed').length,
		failed,
		skipped: named('skipped', 'pending', 'todo', 'disabled'),
		reasons: Object.fromEntries(
			tests
				.filter(({ status }) => status === 'failed')
				.map(({ fullName, failureMessages = [] }) => [fullName, failureMessages.join('\n')]),
		),
	};
}
