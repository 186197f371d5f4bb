import type { FileHead, Format } from '../format.ts';

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
/** A line of history.txt: process, type, function, value, parted by tabs or blanks. */
const TEXT = /^(?:INFO .* - )?(?:\d+|:\w+)\s+:(?:invoke|ok|fail|info)\s+:[\w-]+(?:\s|$)/m;

function detect({ text }: FileHead): number {
	const start = text.slice(0, 1 << 14);
	if (EDN.test(start) && EDN_PROCESS.test(start)) return 0.95;
	if (JSON_TYPE.test(start) && JSON_PROCESS.test(start)) return 0.9;
	return TEXT.test(start) ? 0.85 : 0;
}
