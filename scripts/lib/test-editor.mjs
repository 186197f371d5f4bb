import { editorVersions } from './editor-versions.mjs';
import { runInExtensionHost } from './extension-host.mjs';
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
			await tally.add(`extension host ${version}`, () => runInExtensionHost({ version, grep }));
		}
		if (only !== 'suite') {
			const args = grep ? ['-t', grep] : [];
			await tally.add(`browser ${version}`, () =>
				runVitest('editor', { env: { EDITOR_VERSION: version }, args, again: true }),
			);
		}
	}
}
