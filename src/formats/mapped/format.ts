import type { Format } from '../format.ts';

/** Rows of one's own: nothing tells that a file is meant to be read so but a mapping. */
export const mappedFormat: Format = {
	id: 'mapped',
	title: 'CSV or JSON lines, by a mapping of columns',
	detect: () => 0,
	load: async () => (await import('./import.ts')).openMapped,
};
