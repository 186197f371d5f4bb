import type { FileHead, Format } from '../format.ts';

export const loroFormat: Format = {
	id: 'loro',
	title: 'Loro (JSON updates)',
	detect,
	load: async () => (await import('./import.ts')).openLoro,
};

function detect({ text }: FileHead): number {
	if (!/^\s*[[{]/.test(text)) return 0;
	return /"schema_version"\s*:\s*\d/.test(text) &&
		/"changes"\s*:\s*\[/.test(text) &&
		/"start_version"\s*:/.test(text)
		? 1
		: 0;
}
