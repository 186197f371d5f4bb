import type { FileHead, Format } from '../format.ts';

export const galeraFormat: Format = {
	id: 'galera',
	title: 'Galera error logs and binlogs',
	detect,
	load: async () => (await import('./import.ts')).openGalera,
};

const CONFLICT = /cluster conflict due to |trx conflict for key \(/;
const WSREP = /^\d{4}-\d\d-\d\d[T ]\s*\d{1,2}:\d\d:\d\d\S*\s+\d+ \[\w+\] (?:\[[^\]]*\] )*WSREP: |\[WSREP\]/m;
const BINLOG = /^DELIMITER \/\*!\*\/;$/m;
const BINLOG_EVENT = /^#\d{6}\s+\d{1,2}:\d\d:\d\d server id \d+\s+end_log_pos \d+/m;

function detect({ text }: FileHead): number {
	if (CONFLICT.test(text)) return 0.95;
	if (WSREP.test(text)) return 0.9;
	return BINLOG.test(text) && BINLOG_EVENT.test(text) ? 0.8 : 0;
}
