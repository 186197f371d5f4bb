// The tests of test/editor/suite in a desktop VS Code: the one of VSCODE_PATH, or the newest and the lowest supported, which
// are downloaded. Options: --version VERSION (as VS Code counts them), --grep TEXT.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { executableOf } from './lib/desktop.mjs';
import { needPackages } from './lib/packages.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';
import { printTotal, Tally } from './lib/tally.mjs';

const { values: options } = parseArgs({ options: { version: { type: 'string' }, grep: { type: 'string' } } });
const installed = process.env.VSCODE_PATH && executableOf(process.env.VSCODE_PATH);
const lowest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.vscode.replace('^', '');
const versions = options.version ? [options.version] : ['stable', lowest];

await needPackages();
// What stands on packages is loaded only now.
const { runTests } = await import('@vscode/test-electron');
const { compileSuite, prepareSuiteRun } = await import('./lib/editor-suite.mjs');

await mustRun(process.execPath, [inRoot('scripts', 'build.mjs')]);
const extensionTestsPath = await compileSuite();
const tally = new Tally();
for (const version of installed ? [installed] : versions) {
	await tally.add(`desktop ${version}`, async () => {
		const suite = await prepareSuiteRun(options.grep);
		try {
			// Rejects where a test failed; the results say which.
			await runTests({
				...(installed ? { vscodeExecutablePath: installed } : { version }),
				extensionDevelopmentPath: root,
				extensionTestsPath,
				extensionTestsEnv: suite.env,
				launchArgs: [suite.workspace, '--disable-extensions', '--disable-workspace-trust'],
			}).catch((error) => console.error(String(error)));
			return suite.results();
		} finally {
			suite.remove();
		}
	});
}
printTotal(tally, { mayBeEmpty: options.grep !== undefined });
