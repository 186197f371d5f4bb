// Libraries that only some formats need are bundles of their own in dist/libraries, loaded when a file needs them.
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

const require = createRequire(import.meta.url);

/** By package: the name of its bundle. */
const LIBRARIES = { '@automerge/automerge': 'automerge', yjs: 'yjs' };

/** Where the bundles import one of the libraries, they load its bundle. @type {import('esbuild').Plugin} */
export const librariesApart = {
	name: 'libraries-apart',
	setup(build) {
		build.onResolve({ filter: /^(@automerge\/automerge|yjs)$/ }, ({ path, kind }) => {
			if (kind !== 'dynamic-import') return null;
			return {
				path: `./libraries/${LIBRARIES[/** @type {keyof typeof LIBRARIES} */ (path)]}.js`,
				external: true,
			};
		});
	},
};

/** The bundles of the libraries: what to build, by source. @type {Array<[string, import('esbuild').BuildOptions]>} */
export const libraryBundles = Object.values(LIBRARIES).map((name) => [
	`scripts/libraries/${name}.mjs`,
	{ outfile: `dist/libraries/${name}.js` },
]);

/** Copies what the bundles read beside themselves. Answers the files written, from the root. */
export async function copyLibraryFiles() {
	const wasm = 'dist/libraries/automerge_wasm_bg.wasm';
	// Its text form would be 1.6 MB in the .vsix; this is 1.1.
	await copyFile(
		join(dirname(require.resolve('@automerge/automerge')), 'automerge_wasm_bg.wasm'),
		inRoot(wasm),
	);
	return [wasm];
}
