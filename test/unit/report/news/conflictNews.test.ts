import { expect, it } from 'vitest';
import { ConflictNews, type News } from '../../../../src/report/news/conflictNews.ts';
import { newsJson, newsText } from '../../../../src/report/news/newsLine.ts';
import { shownOf, write } from '../../../support/shown.ts';

const A = write('R1', 'k', 1, { R1: 1 });
const B = write('R2', 'k', 2, { R2: 1 });
const C = write('R3', 'k', 3, { R3: 1 });
const MERGED = write('R1', 'k', 4, { R1: 2, R2: 1, R3: 1 });
const LATE = write('R4', 'k', 5, { R4: 1 });

/** What is told line by line as a trace grows by these. */
function told(...lines: object[]): string[][] {
	const news = new ConflictNews();
	const all: string[][] = [];
	for (let count = 1; count <= lines.length; count++) {
		const shown = shownOf(lines.slice(0, count));
		all.push(news.update(shown).map((one) => newsText(shown, one)));
	}
	return all;
}

it('a conflict is told when it is new, grows, is resolved, and is open again', () => {
	expect(told(A, B, C, MERGED, LATE)).toEqual([
		[],
		['new open "k": a.reptrace:1 R1, a.reptrace:2 R2'],
		['grown open "k": a.reptrace:1 R1, a.reptrace:2 R2, a.reptrace:3 R3'],
		['resolved "k": a.reptrace:1 R1, a.reptrace:2 R2, a.reptrace:3 R3, resolved by a.reptrace:4 R1'],
		['grown open "k": a.reptrace:1 R1, a.reptrace:2 R2, a.reptrace:3 R3, a.reptrace:4 R1, a.reptrace:5 R4'],
	]);
});

it('a conflict that is none any more is taken back', () => {
	const news = new ConflictNews();
	news.update(shownOf([A, B]));
	const ordered = shownOf([A, write('R2', 'k', 2, { R1: 1, R2: 1 })]);
	const [gone, ...others] = news.update(ordered) as [News];
	expect(others).toEqual([]);
	expect(newsText(ordered, gone)).toBe('gone "k": a.reptrace:1 R1, a.reptrace:2 R2');
	expect(JSON.parse(newsJson(ordered, gone))).toMatchObject({
		event: 'gone',
		key: 'k',
		versions: [
			{ file: 'a.reptrace', line: 1, replica: 'R1' },
			{ file: 'a.reptrace', line: 2, replica: 'R2' },
		],
	});
	expect(news.update(ordered)).toEqual([]);
});

it('what does not change is not told, until all starts over', () => {
	const news = new ConflictNews();
	const shown = shownOf([A, B, write('R1', 'other', 1, { R1: 3 })]);
	expect(news.update(shown)).toHaveLength(1);
	expect(news.update(shown)).toHaveLength(0);
	news.restart();
	expect(news.update(shown)).toHaveLength(1);
});

it('is one line, whatever stands in the trace', () => {
	const hostile = 'a"\n\u2028\u001b[31m';
	const shown = shownOf([
		write(hostile, hostile, { [hostile]: [1, hostile] }, { [hostile]: 1 }),
		write('R2', hostile, 'x\n  y', { R2: 1 }),
	]);
	const [one] = new ConflictNews().update(shown) as [News];
	const text = newsText(shown, one);
	expect(text).not.toMatch(/\p{Cc}|\p{Zl}/u);
	const json = newsJson(shown, one);
	expect(json).not.toContain('\n');
	expect(JSON.parse(json)).toMatchObject({
		event: 'new',
		key: hostile,
		resolved: false,
		versions: [
			{ line: 1, replica: hostile, value: { [hostile]: [1, hostile] } },
			{ line: 2, value: 'x\n  y' },
		],
		resolvedBy: [],
	});
});
