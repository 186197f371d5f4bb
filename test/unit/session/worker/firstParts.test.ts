import { expect, it } from 'vitest';
import { FirstParts } from '../../../../src/session/worker/firstParts.ts';

const MB = 1 << 20;

/** At which megabytes of content parts of a file are analysed that is compressed to a share of it. */
function parts(megabytes: number, compressedTo = 1): number[] {
	const first = new FirstParts();
	return Array.from({ length: megabytes }, (_, i) => i + 1).filter((read) =>
		first.isDue(read * MB, read * MB * compressedTo, megabytes * MB * compressedTo),
	);
}

it('analyses the beginning of large files, and then ever more of them, at less than a quarter of the cost of all', () => {
	expect(parts(60)).toEqual([]);
	expect(parts(65)).toEqual([12]);
	expect(parts(1000)).toEqual([12, 72]);
	expect(parts(10_000, 0.1)).toEqual([12, 72, 432]);
	for (let megabytes = 10; megabytes < 3000; megabytes += 7) {
		const cost = parts(megabytes).reduce((sum, part) => sum + part, 0);
		expect(cost / megabytes).toBeLessThan(0.25);
	}
});

it('does not where nothing tells how much there is', () => {
	expect(new FirstParts().isDue(1000 * MB, 1000 * MB, null)).toBe(false);
});
