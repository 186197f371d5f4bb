import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../../src/report/jsonReport.ts';
import { figuresOf, figuresOfNaive } from '../../property/figures.ts';
import { naiveReport } from '../../property/naive/index.ts';
import { analyseFiles, memorySource } from '../../support/engine.ts';
import { SHAPES } from '../../support/shapes.ts';

function fileOf(shape: string, versions: number) {
	const lines = [...(SHAPES[shape]?.lines(versions) ?? [])];
	return [{ name: shape, text: `${lines.join('\n')}\n` }];
}

describe.each(Object.keys(SHAPES))('the shape %s', (shape) => {
	test('is what its name says, by the naive definition', () => {
		const files = fileOf(shape, 130);
		expect(figuresOf(analyseFiles(files))).toEqual(figuresOfNaive(naiveReport(files, { causality: 'auto' })));
	});
});

test('pairs are counted, not enumerated: a report on fifty thousand siblings', { timeout: 60_000 }, () => {
	const versions = 50_000;
	const files = fileOf('siblings', versions);
	const analysis = analyseFiles(files);
	expect(analysis.totals).toMatchObject({
		conflictPairs: (versions * (versions - 1)) / 2,
		conflictsResolved: 1,
		maxSiblings: versions,
	});
	const text = [...jsonReport({ analysis, source: memorySource(files) }, 1000)].join('');
	expect(JSON.parse(text)).toMatchObject({ conflicts: [{ versionCount: versions }] });
});
