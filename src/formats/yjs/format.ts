import type { FileHead, Format } from '../format.ts';

export const yjsFormat: Format = {
	id: 'yjs',
	title: 'Yjs (recorded updates)',
	detect,
	load: async () => (await import('./import.ts')).openYjs,
};

function detect({ text }: FileHead): number {
	if (!/^\s*[[{]/.test(text)) return 0;
	const first = /^\s*(.*)/.exec(text)?.[1] ?? '';
	if (/"structs"\s*:\s*\[/.test(first) && /"ds"\s*:\s*\{/.test(text)) return 1;
	const isRaw = /"update"\s*:\s*"[A-Za-z0-9+/]{4,}={0,2}"/.test(first) && /"replica"\s*:/.test(first);
	return isRaw ? 0.6 : 0;
}
