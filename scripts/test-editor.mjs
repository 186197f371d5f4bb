// The tests in a real VS Code: test/editor/suite inside its extension host, test/editor/browser as a user at its window.
// Options: --version 1.139 (one version only), --grep TEXT, --only suite|browser. Wants an up-to-date dist/.
import { parseArgs } from 'node:util';
import { editorVersions } from './lib/editor-versions.mjs';
import { runInExtensionHost } from './lib/extension-host.mjs';
import { printTotal, Tally } from './lib/tally.mjs';
import { runVitest } from './lib/vitest.mjs';

const { values: options } = parseArgs({
	options: { version: { type: 'string' }, grep: { type: 'string' }, only: { type: 'string' } },
});

const tally = new Tally();
for (const version of options.version ? [options.version] : Object.keys(editorVersions)) {
	const { grep } = options;
	if (options.only !== 'browser') {
		await tally.add(`extension host ${version}`, () => runInExtensionHost({ version, grep }));
	}
	if (options.only !== 'suite') {
		await tally.add(`browser ${version}`, () =>
			runVitest('editor', { env: { EDITOR_VERSION: version }, args: grep ? ['-t', grep] : [] }),
		);
	}
}
printTotal(tally, { mayBeEmpty: options.grep !== undefined });
