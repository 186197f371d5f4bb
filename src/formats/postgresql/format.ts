import type { FileHead, Format } from '../format.ts';
import { kindOf } from './kind.ts';

export const postgresqlFormat: Format = {
	id: 'postgresql',
	title: 'PostgreSQL logs (pglogical, Spock, BDR, native)',
	detect,
	load: async () => (await import('./import.ts')).openPostgresql,
};

function detect({ text }: FileHead): number {
	const kind = kindOf(text);
	if (kind === null) return 0;
	return kind === 'log' ? 0.8 : 0.9;
}
