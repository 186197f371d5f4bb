import { isResolved, membersOf } from '../../analysis/conflicts.ts';
import type { TraceFile } from '../../trace/trace.ts';
import type { DiagramScope } from '../model.ts';
import type { Shown } from '../shown.ts';
import { count, figure, quoted } from '../visible.ts';
import { ancestorsOf, conflictSlice, detectionEvent } from './conflictSlice.ts';
import { KeyKnowledge } from './keyKnowledge.ts';
import { drawKey } from './keySteps.ts';
import { writersOf } from './notes.ts';
import { drawRanges, eventsOnLines } from './rangeSteps.ts';
import type { Page } from './step.ts';

/** What a scope selects of a trace. */
export interface Selection {
	/** Gives the events to a page, in the order in which they are drawn. Can be repeated. */
	draw(page: Page): void;
	/** The conflicts that get notes, in file order. */
	conflicts: Iterable<number>;
	/** Replicas that are drawn in any case. */
	replicas: readonly number[];
	/** The key that all is about, if it is one. */
	key: number | null;
	/** A conflict of which the trace shows no detection, to be said at the end. */
	undetected: number | null;
	title: string;
	/** The version that an event creates, where that is known without a search. */
	versionOf?(event: number): number;
}

/** Finds what a scope selects. @throws RangeError where the trace does not have it */
export function select(shown: Shown, scope: DiagramScope): Selection {
	if (scope.kind === 'conflict') return selectConflict(shown, scope.conflict);
	if (scope.kind === 'key') return selectKey(shown, scope.key, scope.lines ?? null);
	const { analysis } = shown;
	const { trace, conflicts } = analysis;
	const ranges =
		scope.kind === 'trace'
			? [{ first: 0, end: trace.count }]
			: [scope, ...(scope.also ?? [])].map(({ file, from, to }) =>
					eventsOnLines(analysis, fileNumber(shown, file), from, to),
				);
	return {
		draw: (page) => drawRanges(analysis, ranges, page),
		conflicts: numbers(conflicts.count),
		replicas: [],
		key: null,
		undetected: null,
		title: scope.kind === 'trace' ? 'The whole trace' : rangeTitle(shown, scope),
	};
}

function selectConflict(shown: Shown, conflict: number): Selection {
	const { analysis } = shown;
	const { conflicts, trace, versions } = analysis;
	if (!(conflict >= 0 && conflict < conflicts.count)) throw new RangeError(`no conflict ${conflict}`);
	const key = conflicts.key[conflict] as number;
	const ancestors = ancestorsOf(analysis, conflict);
	const drawn = conflictSlice(analysis, conflict).versions;
	const ancestorOf = new Map(
		Array.from(ancestors, (version) => [versions.event[version] as number, version]),
	);
	const state = isResolved(conflicts, conflict) ? 'resolved' : 'open';
	return {
		draw(page) {
			for (const event of ancestorOf.keys()) page.add(event);
			// What replicas know is replayed anew each time.
			drawKey(analysis, conflictSlice(analysis, conflict), page);
		},
		conflicts: [conflict],
		replicas: writersOf(analysis, conflict),
		key,
		undetected: detectionEvent(analysis, conflict) < 0 ? conflict : null,
		title: `Conflict ${figure(conflict + 1)}: ${count(membersOf(conflicts, conflict).length, 'version')} of ${quoted(trace.keys.text(key))}, ${state}`,
		versionOf: (event) => drawn.get(event) ?? ancestorOf.get(event) ?? -1,
	};
}

function selectKey(shown: Shown, text: string, lines: { from: number; to: number } | null): Selection {
	const { analysis } = shown;
	const { trace, versions } = analysis;
	const key = trace.keys.find(text);
	if (key < 0) throw new RangeError(`no key ${quoted(text)}`);
	const own = new Set<number>();
	const byEvent = new Map<number, number>();
	for (
		let version = versions.keyStart[key] as number;
		version < (versions.keyStart[key + 1] as number);
		version++
	) {
		byEvent.set(versions.event[version] as number, version);
		const conflict = versions.conflict[version] as number;
		if (conflict >= 0) own.add(conflict);
	}
	const ofKey = [...own].sort((a, b) => a - b);
	const always = new Set(ofKey.map((conflict) => detectionEvent(analysis, conflict)));
	return {
		draw: (page) =>
			drawKey(
				analysis,
				{
					key,
					first: 0,
					last: trace.count - 1,
					versions: byEvent,
					always,
					allNamed: true,
					lines,
					knowledge: new KeyKnowledge(),
				},
				page,
			),
		conflicts: ofKey,
		replicas: [],
		key,
		undetected: null,
		title: `Key ${quoted(text)}: ${count(byEvent.size, 'version')}, ${count(own.size, 'conflict')}`,
		versionOf: (event) => byEvent.get(event) ?? -1,
	};
}

function rangeTitle(
	{ analysis: { trace } }: Shown,
	{ file, from, to, also = [] }: Extract<DiagramScope, { kind: 'range' }>,
): string {
	const more = also.length === 0 ? '' : ` and lines of ${count(also.length, 'more file')}`;
	return `Lines ${figure(from)} to ${figure(to)} of ${trace.files[file]?.name}${more}`;
}

function fileNumber({ analysis: { trace } }: Shown, file: number): number {
	const found: TraceFile | undefined = trace.files[file];
	if (found === undefined) throw new RangeError(`no file ${file}`);
	return file;
}

function* numbers(count: number): Iterable<number> {
	for (let number = 0; number < count; number++) yield number;
}
