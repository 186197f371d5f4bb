import { type PageParts, webviewHtml } from '../webviewHtml.ts';

/** The large-file editor's page: nothing but its own script and style runs in it. */
export function largeFileHtml({
	cspSource,
	...parts
}: Pick<PageParts, 'script' | 'style' | 'nonce'> & { cspSource: string }): string {
	const policy = [`style-src ${cspSource}`];
	return webviewHtml({ ...parts, title: 'Replication Trace', policy });
}
