// The tests in a real VS Code. Options: --version 1.139 (one version only), --only suite|browser, --grep TEXT,
// --no-build (tests what is in dist/ and out/ already).
import { parseArgs } from 'node:util';
import { needPackages } from './lib/packages.mjs';
import { printTotal, Tally } from './lib/tally.mjs';

const { values: options } = parseArgs({
	options: {
		version: { type: 'string' },
		only: { type: 'string' },
		grep: { type: 'string' },
		'no-build': { type: 'boolean', default: false },
	},
});

await needPackages();
// What stands on packages is loaded only now.
const { packageExtension, testedVsix } = await import('./lib/package.mjs');
const { testEditor } = await import('./lib/test-editor.mjs');

if (!options['no-build']) await packageExtension(testedVsix);
const tally = new Tally();
await testEditor(tally, options);
printTotal(tally, { mayBeEmpty: options.grep !== undefined });
