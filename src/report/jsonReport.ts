import { isResolved, membersOf, resolversOf } from '../analysis/conflicts.ts';
import { certaintyOf, winnerOf } from '../analysis/judgement.ts';
import { clocksJson } from './clocks/clocksJson.ts';
import { detectedAt } from './conflictRow.ts';
import { convergenceJson } from './convergence/convergenceJson.ts';
import { FindingOrder } from './findingOrder.ts';
import type { FindingRow, Place } from './model.ts';
import type { Shown } from './shown.ts';
import { type StrategyFacts, strategiesJson, strategyFacts } from './strategies/json.ts';
import { summary } from './summary.ts';
import { versionJson } from './versionJson.ts';
import { inFileOrder } from './versionRow.ts';

/** Findings are put into words this many at a time. */
const BATCH = 256;
const LISTED_VERSIONS = 1000;

/**
 * The report as JSON, in pieces, so that a report of any length never is one string. Its shape is part of the command's
 * contract: see README. Lines count from 1; what is absent is null.
 *
 * @param limit caps conflicts and findings; 0 is all. The summary always counts all. Of a conflict at least a thousand
 *   versions are listed, more only where the limit is higher; versionCount tells how many there are.
 * @param strategies where they are known already
 */
export function* jsonReport(
	shown: Shown,
	limit: number,
	strategies?: StrategyFacts | null,
): Iterable<string> {
	const cap = limit === 0 ? Number.POSITIVE_INFINITY : limit;
	const findings = new FindingOrder(shown);
	yield* head(shown, findings);
	yield* clocksJson(shown);
	yield* strategiesJson(shown, strategies ?? strategyFacts(shown));
	yield* convergenceJson(shown);
	yield '  "conflicts": [';
	const conflicts = Math.min(cap, shown.analysis.conflicts.count);
	for (let conflict = 0; conflict < conflicts; conflict++) {
		yield conflict === 0 ? '\n' : ',\n';
		yield* conflictJson(shown, conflict, Math.max(cap, LISTED_VERSIONS));
	}
	yield conflicts === 0 ? '],\n  "findings": [' : '\n  ],\n  "findings": [';
	const total = Math.min(cap, findings.total);
	for (let from = 0; from < total; from += BATCH) {
		for (const [i, row] of findings.rows(from, Math.min(BATCH, total - from)).entries()) {
			yield `${from + i === 0 ? '\n' : ',\n'}    ${findingJson(shown, row)}`;
		}
	}
	yield total === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function* head(shown: Shown, findings: FindingOrder): Iterable<string> {
	const figures = summary(shown, findings);
	yield '{\n  "schemaVersion": 1,\n';
	yield `  "trace": ${JSON.stringify({
		files: figures.files.map(({ name }) => name),
		format: figures.format,
		causality: figures.causality,
		events: figures.events,
		versions: figures.versions,
		keys: figures.keys,
		replicas: figures.replicas.map(({ id }) => id),
		replicaNames: figures.replicas.map(({ name }) => name),
		lines: figures.files.map(({ lines }) => lines),
		skippedLines: figures.files.map(({ skipped }) => Object.fromEntries(skipped)),
		ignoredRecords: figures.files.map(({ ignored }) => Object.fromEntries(ignored)),
		notes: figures.notes,
		...(figures.partial && { partial: figures.partial }),
	})},\n`;
	yield `  "summary": ${JSON.stringify({
		conflictPairs: figures.conflictPairs,
		conflicts: figures.conflicts,
		conflictsOpen: figures.conflictsOpen,
		conflictsResolved: figures.conflictsResolved,
		keysInConflict: figures.keysInConflict,
		maxSiblings: figures.maxSiblings,
		mergedPairs: figures.mergedPairs,
		concurrentEventPairs: figures.concurrentEventPairs,
		findings: Object.fromEntries(figures.findings),
	})},\n`;
	yield `  "system": ${JSON.stringify(figures.system)},\n`;
}

/** A conflict as the report has it, with at most `cap` versions. */
export function* conflictJson(shown: Shown, conflict: number, cap: number): Iterable<string> {
	const { trace, conflicts, versions } = shown.analysis;
	const winner = winnerOf(shown.analysis, conflict);
	const members = inFileOrder(versions, membersOf(conflicts, conflict));
	const resolvers = inFileOrder(versions, resolversOf(conflicts, conflict));
	const detected = detectedAt(shown, conflict);
	const facts = {
		key: trace.keys.text(conflicts.key[conflict] as number),
		certainty: certaintyOf(shown.analysis, conflict),
		pairs: conflicts.pairs[conflict] as number,
		resolved: isResolved(conflicts, conflict),
		versionCount: members.length,
	};
	yield `    ${JSON.stringify(facts).slice(0, -1)},\n      "versions": [`;
	yield* versionsJson(shown, members.subarray(0, cap));
	const where = detected === null ? null : { ...namedPlace(shown, detected), replica: detected.replica };
	yield `],\n      "winner": ${winner < 0 ? 'null' : versionJson(shown, winner)},\n      "detected": ${JSON.stringify(where)},\n`;
	yield `      "resolverCount": ${resolvers.length},\n      "resolvedBy": [`;
	yield* versionsJson(shown, resolvers.subarray(0, cap));
	yield '] }';
}

function* versionsJson(shown: Shown, versions: Int32Array): Iterable<string> {
	for (const [i, version] of versions.entries()) {
		yield `${i === 0 ? '\n' : ',\n'}        ${versionJson(shown, version)}`;
	}
	if (versions.length > 0) yield '\n      ';
}

function findingJson(shown: Shown, { code, severity, message, related, ...place }: FindingRow): string {
	return JSON.stringify({
		code,
		severity,
		...namedPlace(shown, place),
		message,
		related: related.map((other) => ({ ...namedPlace(shown, other), message: other.message })),
	});
}

function namedPlace({ analysis: { trace } }: Shown, { file, line }: Place): { file: string; line: number } {
	return { file: trace.files[file]?.name ?? '', line };
}
