import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run, toolPath } from './run.mjs';

/**
 * Runs one project of vitest.config.mts.
 *
 * @param {string} project
 * @param {{ env?: NodeJS.ProcessEnv, args?: string[] }} [options]
 * @returns {Promise<import('./editor-suite.mjs').Results>}
 * @throws where vitest wrote no results
 */
export async function runVitest(project, { env = {}, args = [] } = {}) {
	const home = mkdtempSync(join(tmpdir(), 'replication-trace-vitest-'));
	const file = join(home, 'results.json');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	const code = await run(
		process.execPath,
		[toolPath('vitest'), 'run', '--project', project, '--passWithNoTests=false', ...reporters, ...args],
		{ env: { ...process.env, ...env } },
	);
	try {
		const results = summarise(JSON.parse(readFileSync(file, 'utf8')));
		// An error outside of any test (an unhandled rejection) fails the run without failing a test.
		if (code !== 0 && results.failed.length === 0) results.failed.push(`vitest ended with code ${code}`);
		return results;
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: Assertion[] }} TestFile */

/** @param {{ testResults: TestFile[] }} report */
function summarise({ testResults }) {
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	/** @param {string[]} status */
	const named = (...status) =>
		tests.filter((test) => status.includes(test.status)).map(({ fullName }) => fullName);
	// A file that could not be loaded, or whose hook failed, has failed without a failed test.
	const broken = testResults
		.filter(
			(file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
		)
		.map(({ name }) => name.replace(`${root}/`, ''));
	return {
		passed: named('passed').length,
		failed: [...named('failed'), ...broken],
		skipped: named('skipped', 'pending', 'todo', 'disabled'),
		reasons: Object.fromEntries(
			tests
				.filter(({ status }) => status === 'failed')
				.map(({ fullName, failureMessages = [] }) => [fullName, failureMessages.join('\n')]),
		),
	};
}
