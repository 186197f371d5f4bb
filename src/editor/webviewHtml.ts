/** What a webview's page is made of. */
export interface PageParts {
	title: string;
	/** The directives of its content security policy, besides those that all pages have. */
	policy: readonly string[];
	/** Addresses as the webview loads them. */
	script: string;
	style: string;
	/** New for every page. */
	nonce: string;
	/** What the page's script is to know, by the name of a data attribute. */
	data?: Readonly<Record<string, string>>;
}

/** A page that holds a `main` for its script to fill. Scripts need the nonce; the chunks that they import inherit it. */
export function webviewHtml({ title, policy, script, style, nonce, data = {} }: PageParts): string {
	const common = [
		"default-src 'none'",
		"base-uri 'none'",
		"form-action 'none'",
		`script-src 'nonce-${nonce}'`,
	];
	const whole = [...common, ...policy].join('; ');
	const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${attribute(value)}"`);
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${attribute(whole)}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>${attribute(title)}</title>
	<link rel="stylesheet" href="${attribute(style)}">
</head>
<body${attributes.join('')}>
	<main></main>
	<script type="module" nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>`;
}

/** Text within a quoted attribute, or in an element. */
function attribute(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
