import type { Analysis } from '../../src/analysis/analysis.ts';
import { membersOf, resolversOf } from '../../src/analysis/conflicts.ts';
import { OP_NAMES } from '../../src/trace/ops.ts';
import { fileOf } from '../../src/trace/trace.ts';
import type { NaiveReport } from './naive/index.ts';

/** What the engine found, in a form that can be compared with the naive report whole. */
export function figuresOf(analysis: Analysis) {
	const { trace, versions, conflicts, totals } = analysis;
	const place = (event: number) => ({
		file: trace.files[fileOf(trace, event)]?.name,
		line: trace.line[event],
	});
	const version = (id: number) => {
		const event = versions.event[id] as number;
		return {
			...place(event),
			replica: trace.replicas.text(versions.replica[id] as number),
			counter: versions.counter[id],
			op: OP_NAMES[trace.op[event] as number],
		};
	};
	const byPlace = (ids: Int32Array) =>
		[...ids].sort((v, w) => (versions.event[v] as number) - (versions.event[w] as number));
	return {
		causality: analysis.causality,
		events: trace.count,
		versions: versions.count,
		keys: totals.keys,
		replicas: trace.participants.map((replica) => trace.replicas.text(replica)),
		summary: {
			conflictPairs: totals.conflictPairs,
			conflicts: conflicts.count,
			conflictsOpen: totals.conflictsOpen,
			conflictsResolved: totals.conflictsResolved,
			keysInConflict: totals.keysInConflict,
			maxSiblings: totals.maxSiblings,
		},
		conflicts: Array.from({ length: conflicts.count }, (_, conflict) => ({
			key: trace.keys.text(conflicts.key[conflict] as number),
			certainty: analysis.certainty,
			pairs: conflicts.pairs[conflict],
			versions: byPlace(membersOf(conflicts, conflict)).map(version),
			detected:
				(conflicts.detectedEvent[conflict] as number) < 0
					? null
					: {
							...place(conflicts.detectedEvent[conflict] as number),
							replica: trace.replicas.text(conflicts.detectedReplica[conflict] as number),
						},
			resolvedBy: byPlace(resolversOf(conflicts, conflict)).map(version),
		})),
		siblings: Object.fromEntries(
			Array.from({ length: trace.keys.size }, (_, key) => [
				trace.keys.text(key),
				analysis.siblings[key],
			]).filter((_, key) => (versions.keyStart[key + 1] as number) > (versions.keyStart[key] as number)),
		),
		findings: distinct(
			[trace.findings, analysis.findings].flatMap((store) =>
				Array.from({ length: store.count }, (_, id) => ({
					code: store.code(id),
					file: trace.files[store.file(id)]?.name as string,
					line: store.line(id),
				})),
			),
		),
	};
}

/** The naive report in the same form. */
export function figuresOfNaive(report: NaiveReport): ReturnType<typeof figuresOf> {
	const version = ({
		file,
		line,
		replica,
		counter,
		op,
	}: NaiveReport['conflicts'][number]['versions'][number]) => ({
		file,
		line,
		replica,
		counter: counter as number,
		op: op as (typeof OP_NAMES)[number],
	});
	const { causality, events, versions, keys, replicas } = report.trace;
	return {
		causality,
		events,
		versions,
		keys,
		replicas,
		summary: report.summary,
		conflicts: report.conflicts.map((conflict) => ({
			...conflict,
			versions: conflict.versions.map(version),
			resolvedBy: conflict.resolvedBy
				.map(version)
				.sort(
					(a, b) =>
						fileRank(report, a.file) - fileRank(report, b.file) || (a.line as number) - (b.line as number),
				),
		})),
		siblings: Object.fromEntries(report.detail.siblings),
		findings: distinct(report.findings) as never,
	};
}

function fileRank(report: NaiveReport, file: string | undefined): number {
	return report.trace.files.indexOf(file as string);
}

interface Finding {
	code: string;
	file: string;
	line: number;
}

/** Findings in one order; a line that gives several of a code (two fields missing, two unknown replicas) counts once. */
function distinct<F extends Finding>(findings: F[]): F[] {
	const byText = new Map(
		findings.map((finding) => [JSON.stringify([finding.file, finding.line, finding.code]), finding]),
	);
	return [...byText.values()]
		.map(({ code, file, line }) => ({ code, file, line }) as F)
		.sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.code, b.code));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
