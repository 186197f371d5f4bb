// Everything, from nothing: installs what is missing, checks, builds, tests. The last line counts all tests of all suites.
// Options: --only SUITE[,SUITE] of check, unit, property, webview, editor; --runs N (random cases a property, 10,000 in test:nightly).
import { parseArgs } from 'node:util';
import { needPackages } from './lib/packages.mjs';
import { printTotal, Tally } from './lib/tally.mjs';

const { values: options } = parseArgs({
	options: { only: { type: 'string' }, runs: { type: 'string' } },
});
const all = ['check', 'unit', 'property', 'webview', 'editor'];
const chosen = options.only?.split(',') ?? all;
const unknown = chosen.filter((suite) => !all.includes(suite));
if (unknown.length > 0) {
	console.error(`No suite is called ${unknown.join(', ')}; there are ${all.join(', ')}.`);
	process.exit(2);
}

await needPackages();
// What stands on packages is loaded only now.
const { check } = await import('./lib/check.mjs');
const { runVitest } = await import('./lib/vitest.mjs');
const { packageExtension, testedVsix } = await import('./lib/package.mjs');
const { needChromium } = await import('./lib/chromium.mjs');
const { fetchServer } = await import('./lib/fetch-server.mjs');
const { editorVersions } = await import('./lib/editor-versions.mjs');
const { testEditor } = await import('./lib/test-editor.mjs');

const tally = new Tally();
/** @param {string} suite @param {() => Promise<import('./lib/editor-suite.mjs').Results>} run */
const add = async (suite, run) => {
	if (chosen.includes(suite)) await tally.add(suite, run);
};

await add('check', check);
// Tests run on what users get, the CLI's among them.
if (chosen.some((suite) => ['unit', 'webview', 'editor'].includes(suite))) {
	await tally.prepare('package', () => packageExtension(testedVsix));
}
await add('unit', () => runVitest('unit'));
await add('property', () => runVitest('property', { env: options.runs ? { FC_RUNS: options.runs } : {} }));
if (chosen.includes('webview') || chosen.includes('editor')) await tally.prepare('chromium', needChromium);
await add('webview', () => runVitest('webview', { again: true }));
if (chosen.includes('editor')) {
	for (const version of Object.keys(editorVersions)) {
		await tally.prepare(`VS Code ${version}`, () => fetchServer(version));
	}
	await testEditor(tally);
}
printTotal(tally);
