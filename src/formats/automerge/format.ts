import type { FileHead, Format } from '../format.ts';
import { isBinary } from './magic.ts';

export const automergeFormat: Format = {
	id: 'automerge',
	title: 'Automerge (decoded changes, documents)',
	detect,
	load: async () => (await import('./import.ts')).openAutomerge,
};

function detect({ bytes, text }: FileHead): number {
	if (isBinary(bytes)) return 1;
	const isChange = /^\s*\[?\s*\{/.test(text) && /"actor"\s*:\s*"[0-9a-f]+"/.test(text);
	return isChange && /"startOp"\s*:\s*\d/.test(text) && /"ops"\s*:\s*\[/.test(text) ? 1 : 0;
}
