import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * What the extension host calls: runs every compiled `*.test.js` beside this file, in VS Code's own process. The figures and
 * the report go into the file that REPLICATION_TRACE_RESULTS names.
 *
 * @throws where a test failed
 */
export async function run(): Promise<void> {
	const mocha = new Mocha({
		ui: 'bdd',
		timeout: 60_000,
		color: false,
		grep: process.env.REPLICATION_TRACE_GREP,
	});
	for (const name of readdirSync(__dirname)
		.filter((file) => file.endsWith('.test.js'))
		.sort()) {
		mocha.addFile(join(__dirname, name));
	}
	// VS Code's own messages drown what goes to the console: the report travels with the figures.
	const report: string[] = [];
	Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => report.push(format(...parts));
	const results = {
		passed: 0,
		failed: [] as string[],
		skipped: [] as string[],
		/** What mocha said of a failed test, by its name. */
		reasons: {} as Record<string, string>,
	};
	await new Promise<void>((resolve) => {
		mocha
			.run(() => resolve())
			.on('pass', () => results.passed++)
			// A hook that fails counts too.
			.on('fail', (test, error) => {
				results.failed.push(test.fullTitle());
				results.reasons[test.fullTitle()] = error.stack ?? String(error);
			})
			.on('pending', (test) => results.skipped.push(test.fullTitle()));
	});
	const path = process.env.REPLICATION_TRACE_RESULTS;
	if (path) writeFileSync(path, JSON.stringify({ ...results, report: report.join('\n') }));
	if (results.failed.length > 0) throw new Error(`${results.failed.length} tests failed`);
}
