import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from './paths.mjs';
import { mustRun, toolPath } from './run.mjs';

/** The .vsix that the tests install. */
export const testedVsix = inRoot('out', 'replication-trace.vsix');

/**
 * Builds for production into dist/ and packs what a user needs of it.
 *
 * @param {string} vsix the file to write, absolute
 */
export async function packageExtension(vsix) {
	mkdirSync(dirname(vsix), { recursive: true });
	await mustRun(process.execPath, [inRoot('scripts', 'build.mjs'), '--production']);
	await mustRun(process.execPath, [
		toolPath('@vscode/vsce', 'vsce'),
		// The README's pictures stay out of the package, and links stay as they are: there is no repository to lead to.
		...[
			'package',
			'--no-dependencies',
			'--allow-missing-repository',
			'--no-rewrite-relative-links',
			'--out',
			vsix,
		],
	]);
}
