import { stripVTControlCharacters } from 'node:util';

/** @typedef {import('./editor-suite.mjs').Results} Results */

/** What several test runners counted. */
export class Tally {
	/** @type {Array<{ suite: string, seconds: number, results: Results }>} */
	rows = [];

	/**
	 * Runs one suite. One that throws is one failure, by its own name.
	 *
	 * @param {string} suite
	 * @param {() => Promise<Results>} runSuite
	 */
	async add(suite, runSuite) {
		console.log(`\n── ${suite}`);
		const start = performance.now();
		/** @type {Results} */
		let results;
		try {
			results = await runSuite();
		} catch (error) {
			console.error(error);
			results = { passed: 0, failed: [`${suite} did not run: ${error}`], skipped: [] };
		}
		this.rows.push({ suite, seconds: (performance.now() - start) / 1000, results });
	}

	/**
	 * Does what suites stand on. Where that throws, it is one failure; what it was for is run all the same, and shows the rest.
	 *
	 * @param {string} step
	 * @param {() => Promise<unknown>} run
	 */
	async prepare(step, run) {
		try {
			await run();
		} catch (error) {
			console.error(error);
			this.rows.push({
				suite: step,
				seconds: 0,
				results: { passed: 0, failed: [`${step}: ${error}`], skipped: [] },
			});
		}
	}

	/** @param {'passed' | 'failed' | 'skipped'} kind */
	total(kind) {
		return this.rows.reduce((sum, { results }) => sum + count(results[kind]), 0);
	}
}

const REASON_LINES = 6;

/** @param {string} [reason] */
const firstLines = (reason = '') =>
	stripVTControlCharacters(reason).split('\n').filter(Boolean).slice(0, REASON_LINES);

/** @param {number | string[]} counted */
const count = (counted) => (typeof counted === 'number' ? counted : counted.length);

/**
 * Prints a row for each suite, names what failed and what was skipped, and ends with the line that counts them all. Sets the
 * exit code: 1 where anything failed.
 *
 * @param {Tally} tally
 * @param {{ mayBeEmpty?: boolean }} [options] whether a suite without a test that ran is fine (a part was asked for)
 */
export function printTotal(tally, { mayBeEmpty = false } = {}) {
	for (const { suite, results } of tally.rows) {
		if (!mayBeEmpty && results.passed + results.failed.length === 0)
			results.failed.push(`${suite} ran no test`);
	}
	console.log('');
	for (const { suite, seconds, results } of tally.rows) {
		const { passed, failed, skipped } = results;
		const counts = `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
		console.log(`${suite.padEnd(24)} ${counts} (${seconds.toFixed(1)} s)`);
	}
	for (const { suite, results } of tally.rows) {
		/** @param {string} what @param {string[]} [names] */
		const tell = (what, names = []) => {
			for (const name of names) {
				console.log(`${what} ${suite}: ${name}`);
				// A log of thousands of lines is often kept by its end only.
				for (const line of firstLines(results.reasons?.[name])) console.log(`        ${line}`);
			}
		};
		tell('2nd try', results.again);
		tell('FAILED ', results.failed);
		for (const name of results.skipped) console.log(`skipped ${suite}: ${name}`);
	}
	const skipped = tally.total('skipped');
	const failed = tally.total('failed');
	console.log(
		`\n${tally.total('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
	);
	process.exitCode = failed > 0 ? 1 : 0;
}
