/**
 * Leaves out every part of mermaid that is loaded on demand (other diagrams, layouts, KaTeX) but sequence diagrams:
 * 0.8 MB instead of 5. Asking for a part that was left out rejects, as a failed import does.
 *
 * @type {import('esbuild').Plugin}
 */
export const onlySequenceDiagrams = {
	name: 'only-sequence-diagrams',
	setup(build) {
		build.onResolve({ filter: /.*/ }, ({ kind, importer, path }) => {
			const onDemand = kind === 'dynamic-import' && /[\\/]node_modules[\\/]mermaid[\\/]/.test(importer);
			return onDemand && !path.includes('sequenceDiagram')
				? { path: 'left-out', namespace: 'left-out' }
				: undefined;
		});
		build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
			contents: "throw new Error('Only sequence diagrams are part of this bundle');",
		}));
	},
};
