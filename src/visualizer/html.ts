import { type PageParts, webviewHtml } from '../editor/webviewHtml.ts';

/** What the page is made of. */
interface VisualizerParts extends Pick<PageParts, 'script' | 'style' | 'nonce'> {
	/** Where the webview may load resources from. */
	cspSource: string;
	/** URIs of the trace's files: the page persists them, so that a reload finds the trace again. */
	files: readonly string[];
}

/**
 * The visualizer's page. Styles cannot have a nonce, since mermaid writes its own into each drawing; images are the drawings
 * being turned into PNGs.
 */
export function pageHtml({ cspSource, files, ...parts }: VisualizerParts): string {
	return webviewHtml({
		...parts,
		title: 'Replication Trace',
		policy: [`style-src ${cspSource} 'unsafe-inline'`, `img-src ${cspSource} data:`, `font-src ${cspSource}`],
		data: { files: JSON.stringify(files) },
	});
}
