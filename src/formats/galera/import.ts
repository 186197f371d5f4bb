import type { TraceBuilder } from '../../trace/trace.ts';
import type { Importer, ImportOptions } from '../format.ts';
import { whenKnown } from '../text/whenKnown.ts';
import { binlogReader, type Transaction } from './binlog.ts';
import { joinReports } from './conflicts.ts';
import { errorLogReader } from './errorLog.ts';
import { joinHistories } from './history.ts';
import { Members } from './members.ts';
import { OwnNames } from './ownNames.ts';
import type { Report } from './report.ts';
import { Tables } from './tables.ts';
import { writeCluster } from './writeCluster.ts';

/** Neither kind of file need begin with a whole line of its own: logs are cut, and scripts write before the server does. */
function isBinlog(head: string): boolean {
	return /^(DELIMITER |\/\*!\d|# at \d|### (INSERT|UPDATE|DELETE|WHERE|SET)\b|#\d{6}\s+\d{1,2}:\d\d:\d\d server id )/m.test(
		head,
	);
}

/** Error logs of the nodes of a Galera cluster, and what mariadb-binlog prints of their binlogs. */
export function openGalera(builder: TraceBuilder, options: ImportOptions): Importer {
	const members = new Members(options.maps.servers ?? {});
	const names = new OwnNames();
	const tables = new Tables();
	const found: Transaction[] = [];
	const told: Report[] = [];
	return {
		open: (file) =>
			whenKnown((head) =>
				!isBinlog(head)
					? errorLogReader(builder, file, {
							report: (report) => told.push(report),
							member: (uuid, name) => names.member(uuid, name),
							own: (number, uuid) => names.own(number, file, uuid),
						})
					: binlogReader(builder, file, tables, (transaction) => found.push(transaction)),
			),
		finish() {
			const { members: known, nodeOf } = names.resolve();
			for (const [uuid, node] of known) members.name(uuid, node);
			const named = <T extends { node: string | null; file: number }>(one: T): T => ({
				...one,
				node: nodeOf(one.node, one.file),
			});
			const reports = told.map(named);
			const transactions = found.map(named);
			const history = joinHistories(transactions);
			members.learn(reports, history.committed);
			writeCluster(builder, { ...history, refusals: joinReports(reports, members), members, tables });
			const proven = reports.filter(({ kind }) => kind === 'certification').length;
			builder.system = {
				conflictReports: reports.length,
				certificationFailures: proven,
				bruteForceAborts: reports.length - proven,
			};
		},
	};
}
