import type { FileHead, Format } from '../format.ts';
import { TEXT_LINE } from './textLine.ts';

export const jepsenFormat: Format = {
	id: 'jepsen',
	title: 'Jepsen or Elle history',
	detect,
	load: async () => (await import('./import.ts')).openJepsen,
};

const EDN = /:type\s+:(?:invoke|ok|fail|info)\b/;
const EDN_PROCESS = /:process\s+(?:\d+|:\w+)/;
const JSON_TYPE = /"type"\s*:\s*":?(?:invoke|ok|fail|info)"/;
const JSON_PROCESS = /"process"\s*:\s*(?:\d+|"|null)/;

function detect({ text }: FileHead): number {
	const start = text.slice(0, 1 << 14);
	if (EDN.test(start) && EDN_PROCESS.test(start)) return 0.95;
	if (JSON_TYPE.test(start) && JSON_PROCESS.test(start)) return 0.9;
	return TEXT_LINE.test(start) ? 0.85 : 0;
}
