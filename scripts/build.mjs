// Bundles everything that ships into dist/. Options: --production (minified, no source maps), --sizes (what fills the bundles).
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { librariesApart, libraryBundles, writeLibraryFiles } from './lib/library-plugin.mjs';
import { onlySequenceDiagrams } from './lib/mermaid-plugin.mjs';
import { writeNotices } from './lib/notices.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { vscodeAsItIs } from './lib/vscode-plugin.mjs';

const { values: options } = parseArgs({
	options: { production: { type: 'boolean', default: false }, sizes: { type: 'boolean', default: false } },
});

/** @type {esbuild.BuildOptions} */
const shared = {
	absWorkingDir: root,
	bundle: true,
	minify: options.production,
	sourcemap: options.production ? false : 'linked',
	// File names and class names of a stack trace that a user sends stay readable for a few kilobytes.
	keepNames: options.production,
	metafile: true,
	logLevel: 'warning',
	legalComments: 'none',
};

/** @type {esbuild.BuildOptions} */
const forNode = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

/** Leaves a module to be loaded when it is used: it is a bundle of its own. @returns {esbuild.Plugin} */
const apart = (/** @type {string} */ name) => ({
	name: 'apart',
	setup(build) {
		const filter = new RegExp(`^${name.replaceAll('.', '\\.')}$`);
		build.onResolve({ filter }, () => ({ path: name.replace(/\.ts$/, '.js'), external: true }));
	},
});

/** Each bundle with the source that it starts from. @type {Array<[string, esbuild.BuildOptions]>} */
const bundles = [
	[
		'src/extension.ts',
		{
			...forNode,
			outfile: 'dist/extension.js',
			external: ['vscode'],
			plugins: [librariesApart, vscodeAsItIs],
		},
	],
	['src/session/lines/main.ts', { ...forNode, outfile: 'dist/lines.js' }],
	['src/session/process/main.ts', { ...forNode, outfile: 'dist/process.js' }],
	['src/session/worker/main.ts', { ...forNode, outfile: 'dist/worker.js', plugins: [librariesApart] }],
	['src/session/node/parallel/main.ts', { ...forNode, outfile: 'dist/scan.js' }],
	['src/session/node/parallel/analysisMain.ts', { ...forNode, outfile: 'dist/analysis.js' }],
	[
		'src/cli/main.ts',
		{ ...forNode, outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' }, plugins: [librariesApart] },
	],
	[
		'webview/main.ts',
		{
			...shared,
			outdir: 'dist/webview',
			format: 'esm',
			// Chunks: what main.ts imports dynamically (mermaid) is loaded only when it is used.
			splitting: true,
			chunkNames: 'chunks/[name]-[hash]',
			// The Chromium inside of the lowest supported VS Code.
			target: 'chrome132',
			plugins: [onlySequenceDiagrams],
		},
	],
	[
		'webview/largeFile/main.ts',
		{
			...shared,
			outdir: 'dist/webview',
			entryNames: 'largeFile',
			format: 'esm',
			target: 'chrome132',
			// No chunks: esbuild would move what both share into a third one, and the first screen would wait for that.
			plugins: [apart('./markdownParser.ts')],
		},
	],
	[
		'webview/largeFile/markdownParser.ts',
		{ ...shared, outfile: 'dist/webview/markdownParser.js', format: 'esm', target: 'chrome132' },
	],
	...libraryBundles.map(
		([source, settings]) =>
			/** @type {[string, esbuild.BuildOptions]} */ ([source, { ...forNode, ...settings }]),
	),
];

/** @type {esbuild.BuildResult[]} */
const results = await Promise.all(
	bundles
		.filter(([source]) => existsSync(inRoot(source)))
		.map(([source, settings]) => esbuild.build({ ...settings, entryPoints: [source] })),
).catch(() => process.exit(1)); // esbuild has printed why
const written = new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {})));
for (const file of await writeLibraryFiles(options)) written.add(file);
written.add(await writeNotices(results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))));
// Left-overs of earlier builds (chunks have a hash in their names) would end in the .vsix. Removed afterwards, file by
// file, so that what is running from dist/ keeps running.
for (const entry of readdirSync(inRoot('dist'), { recursive: true, withFileTypes: true })) {
	const path = join(entry.parentPath, entry.name);
	if (entry.isFile() && !written.has(relative(root, path).replaceAll('\\', '/'))) rmSync(path);
}
if (existsSync(inRoot('dist/cli.js'))) await chmod(inRoot('dist/cli.js'), 0o755);

if (options.sizes) {
	for (const { metafile } of results) {
		console.log(await esbuild.analyzeMetafile(/** @type {esbuild.Metafile} */ (metafile)));
	}
}
