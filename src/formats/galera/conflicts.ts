import type { Members } from './members.ts';
import type { Report } from './report.ts';

/** Two transactions on the same rows at the same time: one was committed, the other refused. Several reports may tell of it. */
export interface Refusal {
	readonly winner: number;
	/** The statement that the winner was at, where a report has it. */
	winnerSql: string | null;
	readonly victimNode: string;
	readonly connection: string;
	victimSql: string | null;
	/** The victim's global seqno and the last one that it had seen; null where no certification tells. */
	victimG: number | null;
	seen: number | null;
	hash: string | null;
	readonly reports: Report[];
}

/**
 * Puts reports together that tell of one refusal: every node reports a failed certification, and the victim's node an abort as
 * well. A refusal is known by the winner's seqno, the victim's node and its connection.
 */
export function joinReports(reports: readonly Report[], members: Members): Refusal[] {
	const refusals = new Map<string, Refusal>();
	for (const report of reports) {
		const isAbort = report.kind === 'abort';
		const victimNode = isAbort
			? (report.node ?? `file ${report.file}`)
			: members.nodeOf(report.victim.source);
		const { connection } = report.victim;
		const identity = `${report.winner.g} ${victimNode} ${connection}`;
		const refusal = refusals.get(identity) ?? {
			winner: report.winner.g,
			winnerSql: null,
			victimNode,
			connection,
			victimSql: null,
			victimG: null,
			seen: null,
			hash: null,
			reports: [],
		};
		refusals.set(identity, refusal);
		refusal.reports.push(report);
		if (isAbort) {
			refusal.winnerSql ??= report.winner.sql;
			refusal.victimSql ??= report.victim.sql;
		} else {
			refusal.victimG = report.victim.g;
			refusal.seen = report.victim.s;
			refusal.hash = report.hash;
		}
	}
	return [...refusals.values()];
}
