import type Token from 'markdown-it/lib/token.mjs';
import { type Content, h } from '../dom.ts';

/** What hovers are made of. Everything else is shown as its text. */
const TAGS = [
	'p',
	'strong',
	'em',
	'code',
	'table',
	'thead',
	'tbody',
	'tr',
	'th',
	'td',
	'ul',
	'ol',
	'li',
	'br',
	'a',
];

interface Open {
	tag: string;
	attributes: Record<string, string>;
	content: Content[];
}

/** Markdown as elements: made one by one, so that no text becomes markup. @param follow called with the target of a link that is followed */
export async function markdownElements(markdown: string, follow: (href: string) => void): Promise<Content[]> {
	const { parser } = await import('./markdownParser.ts');
	const root: Open = { tag: '', attributes: {}, content: [] };
	build(parser.parse(markdown, {}), [root], follow);
	return root.content;
}

function build(tokens: readonly Token[], stack: Open[], follow: (href: string) => void): void {
	for (const token of tokens) {
		const top = stack.at(-1) as Open;
		if (token.children !== null) build(token.children, stack, follow);
		else if (token.nesting > 0) stack.push({ tag: token.tag, attributes: attributesOf(token), content: [] });
		else if (token.nesting < 0) close(stack, follow);
		else if (token.type === 'code_inline') top.content.push(h('code', {}, token.content));
		else if (token.type === 'softbreak') top.content.push(' ');
		else if (token.type === 'hardbreak') top.content.push(h('br'));
		else top.content.push(token.content);
	}
}

function close(stack: Open[], follow: (href: string) => void): void {
	const { tag, attributes, content } = stack.pop() as Open;
	const parent = stack.at(-1) as Open;
	if (!TAGS.includes(tag)) parent.content.push(content);
	else if (tag === 'a') {
		const link = h('button', { type: 'button', class: 'link' }, content);
		link.addEventListener('click', () => follow(attributes.href ?? ''));
		parent.content.push(link);
	} else {
		const align = /^text-align:(left|right|center)$/.exec(attributes.style ?? '')?.[1];
		parent.content.push(h(tag, { class: align && `align-${align}` }, content));
	}
}

function attributesOf({ attrs }: Token): Record<string, string> {
	return Object.fromEntries(attrs ?? []);
}
