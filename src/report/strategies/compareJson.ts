import { placeOf, type Shown } from '../shown.ts';
import { answer } from './answer.ts';
import { type CompareOptions, ledgerVersions } from './compare.ts';
import { replayNotes } from './facts.ts';
import { strategiesJson } from './json.ts';
import { keyEnds } from './keyEnds.ts';
import { ledgerRow } from './ledgerRow.ts';
import type { StrategyReport } from './strategyReport.ts';

/** The comparison as JSON, in pieces. Lines count from 1; `file` is the name of the file. */
export function* compareJson(
	shown: Shown,
	report: StrategyReport,
	options: CompareOptions,
): Iterable<string> {
	const { trace } = shown.analysis;
	const id = (replica: number) => trace.replicas.text(replica);
	yield '{\n  "schemaVersion": 1,\n';
	yield `  "answer": ${JSON.stringify(answer(shown, report).join(' '))},\n`;
	yield `  "notes": ${JSON.stringify(replayNotes(shown, report))},\n`;
	yield `  "clocks": ${JSON.stringify([...report.offsets].map(([replica, ms]) => ({ replica: id(replica), ahead: ms })))},\n`;
	yield* strategiesJson(shown, report);
	const rule = report.rule();
	yield `  "rehoming": ${JSON.stringify(report.rehoming)},\n`;
	yield `  "rule": ${JSON.stringify({ ...rule, entries: rule.entries.map((entry) => ({ ...entry, replica: id(entry.replica) })) })},\n`;
	const followed = Object.entries(report.recorded()).map(([what, agreements]) => [
		what,
		(agreements as ReturnType<StrategyReport['recorded']>['reads']).map(({ deviations, ...rest }) => ({
			...rest,
			deviations: deviations.map((event) => named(shown, placeOf(trace, event))),
		})),
	]);
	yield `  "recorded": ${JSON.stringify(Object.fromEntries(followed))},\n`;
	if (options.key !== undefined) {
		const ends = keyEnds(shown, report, options.key).map((end) => ({
			...end,
			lines: end.lines.map((place) => named(shown, place)),
			fates: end.fates.map(({ fate, ...place }) => ({ ...named(shown, place), fate })),
		}));
		yield `  "key": ${JSON.stringify({ key: trace.keys.text(options.key), ends })},\n`;
	}
	const { versions, total } = ledgerVersions(shown, report, options);
	yield `  "ledgerTotal": ${total},\n  "ledgerCounts": ${JSON.stringify(report.ledger().counts)},\n  "ledger": [`;
	for (const [i, version] of versions.entries()) {
		const { version: about, fates, ...rest } = ledgerRow(shown, report, version);
		const { key, replica, counter, op, client, ts } = about;
		const facts = {
			...named(shown, about),
			...{ key, replica, counter, op, client, ts },
			fates: fates.map((fate) => ({
				...fate,
				winner: fate.winner === null ? null : named(shown, fate.winner),
			})),
			...rest,
		};
		yield `${i === 0 ? '\n' : ',\n'}    ${JSON.stringify(facts)}`;
	}
	yield versions.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function named({ analysis: { trace } }: Shown, { file, line }: { file: number; line: number }) {
	return { file: trace.files[file]?.name ?? '', line };
}
