import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../src/visualizer/html.ts';

const page = (files: string[]) =>
	pageHtml({ cspSource: 'https://*.example', script: 's.js', style: 's.css', nonce: 'N0nce', files });

describe('the page', () => {
	it('lets only scripts with its nonce run', () => {
		const html = page(['file:///a.reptrace']);
		const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
		expect(policy?.replaceAll('&#39;', "'")).toBe(
			"default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-N0nce'; style-src https://*.example 'unsafe-inline'; img-src https://*.example data:; font-src https://*.example",
		);
		expect(html.match(/<script/g)).toHaveLength(1);
		expect(html).toContain('<script type="module" nonce="N0nce" src="s.js">');
	});

	it('keeps a hostile file name within its attribute', () => {
		const name = `file:///a"><script>alert('1')</script>&amp;.reptrace`;
		const html = page([name]);
		expect(html.match(/<script/g)).toHaveLength(1);
		const attribute = /data-files="([^"]*)"/.exec(html)?.[1] ?? '';
		const text = attribute.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
		expect(JSON.parse(text)).toEqual([name]);
	});
});
