import type { TraceBuilder } from '../../trace/trace.ts';
import type { Importer, ImportOptions } from '../format.ts';
import { chooseReader } from '../text/chooseReader.ts';
import { binlogReader, type Transaction } from './binlog.ts';
import { joinReports } from './conflicts.ts';
import { errorLogReader } from './errorLog.ts';
import { joinHistories } from './history.ts';
import { Members } from './members.ts';
import type { Report } from './report.ts';
import { Tables } from './tables.ts';
import { writeCluster } from './writeCluster.ts';

/** Error logs of the nodes of a Galera cluster, and what mariadb-binlog prints of their binlogs. */
export function openGalera(builder: TraceBuilder, options: ImportOptions): Importer {
	const members = new Members(options.maps.servers ?? {});
	const tables = new Tables();
	const transactions: Transaction[] = [];
	const reports: Report[] = [];
	return {
		open: (file) =>
			chooseReader((beginning) =>
				/^\d{4}-\d\d-\d\d[T ]/.test(beginning)
					? errorLogReader(builder, file, {
							report: (report) => reports.push(report),
							member: (uuid, node) => members.name(uuid, node),
						})
					: binlogReader(builder, file, tables, (transaction) => transactions.push(transaction)),
			),
		finish() {
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
