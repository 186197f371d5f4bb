import { expect, test } from 'vitest';
import { span } from '../../../src/report/milliseconds.ts';

test.each([
	[0, '0 ms'],
	[0.5, '0.5 ms'],
	[-182, '−182 ms'],
	[9999.9996, '10,000 ms'],
	[12_500, '12.5 s'],
	[120_000, '2 min'],
	[12_000_000, '3 h 20 min'],
	[-172_800_000, '−2 days'],
	[Number.POSITIVE_INFINITY, '1e+300 days or more'],
	[Number.NEGATIVE_INFINITY, '−1e+300 days or more'],
])('a span of %d', (ms, words) => {
	expect(span(ms)).toBe(words);
});
