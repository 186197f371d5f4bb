import { expect, it } from 'vitest';
import { persistedFiles } from '../../../src/visualizer/persisted.ts';

it('finds the files in what a page persisted', () => {
	expect(persistedFiles({ files: ['file:///a', 'file:///b'], navigation: {} })).toEqual([
		'file:///a',
		'file:///b',
	]);
});

it.each([
	undefined,
	null,
	7,
	'x',
	{},
	{ files: [] },
	{ files: 'file:///a' },
	{ files: [1] },
	{ files: ['no uri'] },
	{ files: ['file:///a', ''] },
])('takes %j for a state that is none of its own', (state) => expect(persistedFiles(state)).toBeNull());
