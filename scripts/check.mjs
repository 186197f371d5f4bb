// Types, lint, format and the rules on who may import whom (biome.json). Reports everything before it fails.
import { existsSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { runTool } from './lib/run.mjs';

const projects = ['tsconfig.json', 'tsconfig.core.json', 'webview', 'test', 'scripts'];

let failures = 0;
for (const project of projects.filter((path) => existsSync(inRoot(path)))) {
	if ((await runTool('typescript', ['-p', project], 'tsc')) !== 0) {
		console.error(`types: ${project} failed`);
		failures++;
	}
}
if ((await runTool('@biomejs/biome', ['check', '--error-on-warnings', '--max-diagnostics=200'])) !== 0)
	failures++;
process.exitCode = failures > 0 ? 1 : 0;
