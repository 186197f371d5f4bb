import type { Importer, OpenImporter } from '../format.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { emit } from './emit.ts';
import { type FileContents, openKind } from './files.ts';
import { join } from './join.ts';
import { kindOf } from './kind.ts';
import { zoneMinutes } from './time.ts';

/**
 * Reads server logs with conflict reports and streams of decoded changes of one or several servers. Options: maps `origins`
 * (`server/origin` → server), `keys` (`schema.table` → columns), `timeZones` (abbreviation → `+hh:mm`).
 */
export const openPostgresql: OpenImporter = (builder, { maps }): Importer => {
	const files: (FileContents & { node: string })[] = [];
	const offsets = new Map<string, number>();
	const zones: Record<string, number> = {};
	for (const [name, offset] of Object.entries(maps.timeZones ?? {})) {
		const minutes = zoneMinutes(offset);
		if (minutes !== null) zones[name] = minutes;
	}
	return {
		open({ name, node, clockOffset }) {
			const number = builder.files.length;
			const contents = {
				file: number,
				reports: [],
				transactions: [],
				isLog: false,
				node: node ?? 'this server',
			};
			files.push(contents);
			if (clockOffset !== 0) offsets.set(contents.node, clockOffset);
			return whenKnown((head) => {
				const kind = kindOf(head) ?? 'log';
				contents.isLog = kind !== 'stream' && kind !== 'recvlogical';
				return openKind(kind, builder, name, contents, zones);
			});
		},
		finish() {
			emit(builder, join(files, { origins: maps.origins ?? {}, keys: maps.keys ?? {} }), offsets);
		},
	};
};
