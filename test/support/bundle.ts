import * as esbuild from 'esbuild';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Bundles a source, from the root, for Node as the build does. `first`: code to run before it. */
export async function bundle(source: string, outfile: string, first = ''): Promise<void> {
	await esbuild.build({
		entryPoints: [inRoot(source)],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		logLevel: 'error',
		banner: { js: first },
	});
}
