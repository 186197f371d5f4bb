import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPattern } from '../../src/session/lines/findPattern.ts';
import { LineSearch } from '../../src/session/lines/lineSearch.ts';

const RUNS = Number(process.env.FC_RUNS ?? 100) * 5;

/** Few characters, of one to four bytes, so that they are found often; rarely a line end. */
const arbText = fc
	.array(fc.constantFrom('a', 'b', 'b', 'a', 'ä', '€', '😀', ' ', '\n', 'ab', 'ba', 'aab', '\r\n'), {
		maxLength: 200,
	})
	.map((parts) => parts.join(''));

/** None looks further than four characters, nor finds more. */
const arbQuery = fc.constantFrom(
	{ text: 'ab', regex: false, wholeWord: false },
	{ text: 'b', regex: false, wholeWord: true },
	{ text: '😀', regex: false, wholeWord: false },
	{ text: '(?<=a)b{1,3}(?!a)', regex: true, wholeWord: false },
	{ text: '^a|b$', regex: true, wholeWord: false },
	{ text: '\\b', regex: true, wholeWord: false },
	{ text: 'x?', regex: true, wholeWord: false },
	{ text: '\\p{L}{2,3}', regex: true, wholeWord: false },
);

test('whatever the pieces of lines and of files, what is found is what is found in each whole line', () => {
	fc.assert(
		fc.property(
			arbText,
			arbQuery,
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 40, max: 90 }),
			(text, query, chunk, longest) => {
				const pattern = findPattern({ ...query, matchCase: false });
				if ('err' in pattern) throw new Error(pattern.err);
				const search = new LineSearch(pattern.ok, { longest, overlap: 20, context: 8 });
				const bytes = Buffer.from(text);
				for (let at = 0; at < bytes.length; at += chunk) search.push(bytes.subarray(at, at + chunk));
				search.end();
				const { lines, columns, lengths } = search.matches.take(0, 0, true);
				const found = Array.from(lines, (line, i) => [line, columns[i], lengths[i]]);
				// What follows the last line end is a line only where there is something.
				const parts = text.endsWith('\n') || text === '' ? text.split('\n').slice(0, -1) : text.split('\n');
				const expected = parts.flatMap((line, i) =>
					[...line.replace(/\r$/, '').matchAll(pattern.ok.expression)]
						// Nothing is found within a character.
						.filter(({ index }) => !/[\udc00-\udfff]/.test(line.charAt(index)))
						.map(({ index, 0: { length } }) => [i + 1, index, length]),
				);
				expect(found).toEqual(expected);
			},
		),
		{ numRuns: RUNS },
	);
});
