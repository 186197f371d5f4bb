import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { markdownReport } from '../../../src/report/markdownReport.ts';
import { code, codeCell, escaped, link } from '../../../src/report/markdownText.ts';
import type { Shown } from '../../../src/report/shown.ts';
import { brief } from '../../../src/report/visible.ts';
import { hostileText } from '../../support/hostile.ts';
import { EXAMPLE, shownOf, shownOfFiles, write } from '../../support/shown.ts';

/** As VS Code's preview is set up. */
const markdown = new MarkdownIt({ html: true, linkify: true });

type Token = ReturnType<typeof markdown.parse>[number];

function flat(source: string): Token[] {
	return markdown.parse(source, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

/** What a reader sees of inline Markdown, and the kinds of tokens that it is made of. */
function seen(source: string): { text: string; kinds: Set<string> } {
	const tokens = markdown.parseInline(source, {}).flatMap((token) => token.children ?? []);
	return {
		text: tokens.map(({ content }) => content).join(''),
		kinds: new Set(tokens.map(({ type }) => type)),
	};
}

function reportOn(shown: Shown, limit = 0, linkTo?: () => string): string {
	return [...markdownReport(shown, { limit, linkTo })].join('');
}

describe('text of a trace', () => {
	test('is the text itself, no markup, no link', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const { text: read, kinds } = seen(`a ${escaped(text)} b`);
				expect(read.replaceAll('\u00a0', ' ')).toBe(`a ${brief(text, 120).replaceAll('\u00a0', ' ')} b`);
				expect([...kinds].filter((kind) => kind !== 'text' && kind !== 'text_special')).toEqual([]);
			}),
			{ numRuns: 2000 },
		);
	});

	test('in a code span is the text itself', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const shown = brief(text, 120);
				fc.pre(shown !== '');
				const [token, ...others] = (markdown.parseInline(`${code(text)}`, {})[0]?.children ?? []).filter(
					({ type, content }) => type !== 'text' || content !== '',
				);
				expect(others).toEqual([]);
				expect(token).toMatchObject({ type: 'code_inline', content: shown });
			}),
			{ numRuns: 2000 },
		);
	});

	test('cannot leave the cell of a table', () => {
		fc.assert(
			fc.property(hostileText, hostileText, (a, b) => {
				const tokens = flat(`| x | y |\n| --- | --- |\n| ${codeCell(a)} | ${escaped(b)} |\n`);
				expect(tokens.filter(({ type }) => type === 'td_open')).toHaveLength(2);
				expect(tokens.filter(({ type }) => /html|image|link/.test(type))).toEqual([]);
				const cell = tokens.find(({ type }) => type === 'code_inline');
				if (brief(a, 120) !== '') expect(cell?.content).toBe(brief(a, 120));
			}),
			{ numRuns: 2000 },
		);
	});

	test('cannot end a link', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const tokens = flat(
					`${link('line 1', `logs/${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))})(x`)} end`,
				);
				expect(tokens.filter(({ type }) => type === 'link_open')).toHaveLength(1);
				expect(tokens.at(-2)?.content ?? tokens.at(-1)?.content).not.toContain('](');
			}),
		);
	});
});

test('the report of a hostile trace has the structure of any other one, and links to its lines alone', () => {
	fc.assert(
		fc.property(hostileText, hostileText, hostileText, hostileText, (key, a, client, value) => {
			const shown = shownOf([
				{ op: 'write', at: `1${a}`, key, value, client, dot: [`1${a}`, 1], context: {} },
				{ op: 'write', at: `2${a}`, key, value, client, dot: [`2${a}`, 1], context: {} },
				{ op: 'receive', at: `2${a}`, from: client, msg: key },
			]);
			const source = reportOn(shown, 0, () => 'logs/x#L1');
			const tokens = flat(source);
			const of = (type: string) => tokens.filter((token) => token.type === type);
			expect(of('heading_open')).toHaveLength(7);
			expect(of('table_open')).toHaveLength(5);
			expect(of('fence').map(({ info }) => info)).toEqual(['mermaid']);
			expect(of('html_block').concat(of('html_inline'), of('image'))).toEqual([]);
			expect(of('link_open').every((token) => token.attrGet('href') === 'logs/x#L1')).toBe(true);
			expect(of('link_open')).toHaveLength(5);
		}),
		{ numRuns: 300 },
	);
});

test('the report starts with the answer', () => {
	expect(reportOn(shownOf(EXAMPLE)).split('\n')[0]).toBe(
		'# 1 conflict, open, on 1 key (1 concurrent pair of writes)',
	);
	expect(reportOn(shownOf([])).split('\n')[0]).toBe('# No conflicts');
});

test('a conflict tells who wrote what, why it is one, where it was detected and how it ended', () => {
	const open = reportOn(shownOf(EXAMPLE));
	expect(open).toContain('### Conflict 1: status, open');
	expect(open).toContain('| [line 2](a.reptrace#L2) | R1 | User A | write | `"pending"` | `R1:1` |');
	expect(open).toContain(
		"Neither writer knew of the other: line 2 had seen none of R2's versions (line 3 is number 1), and line 3 had seen none of R1's versions (line 2 is number 1).",
	);
	expect(open).toContain('Detected on [line 4](a.reptrace#L4), where R2 came to hold two of them.');
	expect(open).toContain('Not resolved');
	expect(open).toContain('```mermaid\nsequenceDiagram\n    autonumber\n    participant U1 as User A\n');
	const resolved = reportOn(
		shownOf([...EXAMPLE, { op: 'merge', at: 'R1', key: 'status', value: 'done', vv: { R1: 2, R2: 1 } }]),
	);
	expect(resolved).toContain('Resolved by:');
	expect(resolved).toContain('| [line 6](a.reptrace#L6) | R1 |  | merge | `"done"` | `R1:2, R2:1` |');
});

test('what the limit leaves out is counted; only the first conflicts get a diagram', () => {
	const lines = Array.from({ length: 15 }, (_, i) => [
		write('A', `k${i}`, 1, { A: 1 }),
		write('B', `k${i}`, 2, { B: 1 }),
	]);
	const report = reportOn(shownOf(lines.flat()), 12);
	expect(report.match(/^### Conflict/gm)).toHaveLength(12);
	expect(report).toContain('… and 3 more conflicts that the limit leaves out.');
	expect(report.match(/```mermaid/g)).toHaveLength(10);
	expect(report).toContain('## Keys with the most conflicts');
});

test('of several files places name theirs, and links are relative URIs', () => {
	const report = reportOn(
		shownOfFiles([
			['logs/a b#1.reptrace', [write('A', 'k', 1, { A: 1 })]],
			['b.reptrace', [write('B', 'k', 1, { B: 1 })]],
		]),
	);
	expect(report).toContain('](logs/a%20b%231.reptrace#L1)');
	expect(report).toContain('[b\\.reptrace\\:1](b.reptrace#L1)');
});
