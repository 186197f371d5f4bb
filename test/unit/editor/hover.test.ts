import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { keyMarkdown } from '../../../src/editor/hover/keyMarkdown.ts';
import type { HoverLinks } from '../../../src/editor/hover/links.ts';
import { messageMarkdown } from '../../../src/editor/hover/messageMarkdown.ts';
import { replicaMarkdown } from '../../../src/editor/hover/replicaMarkdown.ts';
import { vectorMarkdown } from '../../../src/editor/hover/vectorMarkdown.ts';
import type { HoverContent } from '../../../src/session/editorQueries.ts';
import { hover } from '../../../src/session/queries/hover.ts';
import { viewOf } from '../session/support.ts';

const LINKS: HoverLinks = {
	line: ({ file, line }) => `command:line?${file},${line}`,
	visualizer: ({ tab }) => `command:visualizer?${tab}`,
	label: ({ file, line }) => (file === 0 ? String(line) : `${file}:${line}`),
};

function markdown(content: HoverContent): string {
	switch (content.kind) {
		case 'key':
			return keyMarkdown(content, LINKS);
		case 'vector':
			return vectorMarkdown(content, LINKS);
		case 'replica':
			return replicaMarkdown(content, LINKS);
		case 'message':
			return messageMarkdown(content, LINKS);
	}
}

/** What a reader sees of the hover on a text of a line, and the targets of its links. */
async function seen(
	lines: string[],
	line: number,
	text: string,
): Promise<{ text: string; links: Set<string> }> {
	const column = (lines[line - 1] as string).indexOf(text) + 1;
	const content = hover(await viewOf(lines), { file: 0, line, column, rows: 5 });
	if (content === null) return { text: '', links: new Set() };
	const html = new MarkdownIt({ html: true }).render(markdown(content));
	const links = [...html.matchAll(/href="([^"?]*)/g)].map(([, target]) => target as string);
	expect(html.replace(/<\/?(p|strong|table|thead|tbody|tr|th|td|code|a)\b[^<>]*>/g, '')).not.toMatch(
		/<[a-z]/,
	);
	return { text: html.replace(/<[^>]*>/g, ' ').replace(/(&nbsp;|\s)+/g, ' '), links: new Set(links) };
}

const HOSTILE = [
	'[x](command:evil)',
	'`` ` ``',
	'<img src=x onerror=alert(1)>',
	'a|b|c',
	'$(flame)',
	'\n\n# head\n',
	'![i](https://example.org/x.png)',
	'https://example.org',
	'<https://example.org>',
	'&lt;b&gt;',
	'\\',
	'\u202e reversed',
	'-->',
];

describe('a hover', () => {
	for (const text of HOSTILE) {
		it(`holds ${JSON.stringify(text)} as text, in every place`, async () => {
			const vv = { [text]: 1 };
			const lines = [
				JSON.stringify({ op: 'header', replicas: { [text]: { name: text, region: text } } }),
				JSON.stringify({ op: 'write', at: text, key: text, value: text, client: text, vv }),
				JSON.stringify({ op: 'write', at: 'R', key: text, value: text, client: text, vv: { R: 1 } }),
				JSON.stringify({ op: 'send', at: text, to: 'R', msg: text }),
				JSON.stringify({ op: 'receive', at: 'R', from: text, msg: text }),
			];
			const places: [number, string][] = [
				[2, JSON.stringify(text)],
				[2, '"key":'],
				[2, '"vv":'],
				[4, '"msg":'],
			];
			for (const [line, where] of places) {
				const at = where.endsWith(':')
					? (lines[line - 1] as string).slice((lines[line - 1] as string).lastIndexOf(where) + where.length)
					: where;
				const { text: shown, links } = await seen(lines, line, at);
				expect(shown).not.toBe('');
				for (const link of links) expect(['command:line', 'command:visualizer']).toContain(link);
			}
		});
	}

	it('says where a row of another file stands', async () => {
		const view = await viewOf(
			['{"op":"write","at":"A","key":"k","value":1,"vv":{"A":1}}'],
			['{"op":"write","at":"B","key":"k","value":2,"vv":{"B":1}}'],
		);
		const content = hover(view, { file: 0, line: 1, column: 31, rows: 5 });
		expect(content && markdown(content)).toContain('](command:line?1,1)');
	});

	it('windows a long history around its line', async () => {
		const lines = Array.from(
			{ length: 40 },
			(_, i) => `{"op":"write","at":"A","key":"k","value":${i},"vv":{"A":${i + 1}}}`,
		);
		const { text } = await seen(lines, 20, '"k"');
		expect(text).toContain('Versions 18 to 22 of 40.');
	});

	it('on a vector of a read tells what it covers', async () => {
		const { text } = await seen(['{"op":"read","at":"A","key":"k","vv":{"A":3,"B":0}}'], 1, '{"A":3');
		expect(text).toContain('Knows A:3 of key k .');
	});
});
