// Libraries that only some formats need are bundles of their own in dist/libraries, loaded when a file needs them.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
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

const READ = "require('fs').readFileSync(wasmPath)";

/** Automerge's code, which reads its WebAssembly compressed. @type {import('esbuild').Plugin} */
const compressedWasm = {
	name: 'compressed-wasm',
	setup(build) {
		build.onLoad({ filter: /[\\/]nodejs[\\/]automerge_wasm\.cjs$/ }, async ({ path }) => {
			const code = await readFile(path, 'utf8');
			if (!code.includes(READ)) throw new Error(`${path} does not read its WebAssembly as it did`);
			const read = "require('zlib').brotliDecompressSync(require('fs').readFileSync(wasmPath + '.br'))";
			return { contents: code.replace(READ, read), loader: 'js' };
		});
	},
};

/** The bundles of the libraries: what to build, by source. @type {Array<[string, import('esbuild').BuildOptions]>} */
export const libraryBundles = Object.values(LIBRARIES).map((name) => [
	`scripts/libraries/${name}.mjs`,
	{ outfile: `dist/libraries/${name}.js`, plugins: [compressedWasm] },
]);

/**
 * Writes what the bundles read beside themselves. Answers the files written, from the root.
 *
 * @param {{ production: boolean }} options `production`: as small as can be, which takes some seconds
 */
export async function writeLibraryFiles({ production }) {
	const wasm = 'automerge_wasm_bg.wasm';
	const bytes = await readFile(join(dirname(require.resolve('@automerge/automerge')), wasm));
	// Its text form would be 1.6 MB in the .vsix, the bytes as they are 1.1; this is 0.8.
	const file = `dist/libraries/${wasm}.br`;
	await writeFile(
		inRoot(file),
		brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: production ? 11 : 2 } }),
	);
	return [file];
}
