import { runTool } from './run.mjs';

const projects = ['tsconfig.json', 'tsconfig.core.json', 'webview', 'test', 'scripts'];

/**
 * Types, lint, format and the rules on who may import whom (biome.json); all of them, whatever fails.
 *
 * @returns {Promise<import('./editor-suite.mjs').Results>}
 */
export async function check() {
	/** @type {import('./editor-suite.mjs').Results} */
	const results = { passed: 0, failed: [], skipped: [] };
	/** @param {string} name @param {number} code */
	const count = (name, code) => {
		if (code === 0) results.passed++;
		else results.failed.push(name);
	};
	for (const project of projects)
		count(`types of ${project}`, await runTool('typescript', ['-p', project], 'tsc'));
	count('biome', await runTool('@biomejs/biome', ['check', '--error-on-warnings', '--max-diagnostics=200']));
	return results;
}
