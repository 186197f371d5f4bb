/** What the page is made of. */
export interface PageParts {
	/** Where the webview may load resources from. */
	cspSource: string;
	/** Addresses as the webview loads them. */
	script: string;
	style: string;
	/** New for every page. */
	nonce: string;
	/** URIs of the trace's files: the page persists them, so that a reload finds the trace again. */
	files: readonly string[];
}

/**
 * The visualizer's page. Scripts need the nonce (the chunks they import inherit it); styles cannot have one, since mermaid
 * writes its own into each drawing; images are the drawings being turned into PNGs.
 */
export function pageHtml({ cspSource, script, style, nonce, files }: PageParts): string {
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src ${cspSource} 'unsafe-inline'`,
		`img-src ${cspSource} data:`,
		`font-src ${cspSource}`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>Replication Trace</title>
	<link rel="stylesheet" href="${attribute(style)}">
</head>
<body data-files="${attribute(JSON.stringify(files))}">
	<main></main>
	<script type="module" nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>`;
}

/** Text within a quoted attribute. */
function attribute(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
