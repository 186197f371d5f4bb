import { editorVersions } from './editor-versions.mjs';
import { runInExtensionHost } from './extension-host.mjs';
import { afterSecondTry } from './second-try.mjs';
import { runVitest } from './vitest.mjs';

/**
 * Adds the tests in a real VS Code to a tally: test/editor/suite inside its extension host, test/editor/browser as a user at
 * its window. Wants dist/ and, for the test of the .vsix, out/replication-trace.vsix.
 *
 * @param {import('./tally.mjs').Tally} tally
 * @param {{ version?: string, grep?: string, only?: string }} [options] one version only; tests with that name only; `suite` or `browser`
 */
export async function testEditor(tally, { version: chosen, grep, only } = {}) {
	for (const version of chosen ? [chosen] : Object.keys(editorVersions)) {
		if (only !== 'browser') {
			await tally.add(`extension host ${version}`, () => runSuite({ version, grep }));
		}
		if (only !== 'suite') {
			const args = grep ? ['-t', grep] : [];
			await tally.add(`browser ${version}`, () =>
				runVitest('editor', { env: { EDITOR_VERSION: version }, args, again: true }),
			);
		}
	}
}

/**
 * The tests inside the extension host; all of them once more where one failed.
 *
 * @param {{ version: string, grep?: string }} options
 */
async function runSuite(options) {
	const first = await runInExtensionHost(options);
	if (first.failed.length === 0) return first;
	console.log('\nOnce more, from the beginning');
	return afterSecondTry(first, await runInExtensionHost(options));
}
