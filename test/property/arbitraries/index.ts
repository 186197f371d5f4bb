import fc from 'fast-check';
import type { NaiveCausality, NaiveFile } from '../naive/index.ts';
import { arbHistory } from './history.ts';
import { arbSpelling, type Line, PLAIN, type Spelling, spell } from './line.ts';
import { arbMutations } from './mutate.ts';
import { arbTimed } from './times.ts';
import { arbWild } from './wild.ts';

export interface ArbitraryTrace {
	/** One to three files. */
	files: NaiveFile[];
	causality: NaiveCausality;
	/** A history is what a truthful store would log, untouched; in the others anything may be wrong. */
	kind: 'history' | 'mutated' | 'wild';
}

/** Small random traces, of every kind that the engine must get right. They shrink to few plain lines. `times`: with clocks. */
export function arbTrace({ maxLines = 50, times = false } = {}): fc.Arbitrary<ArbitraryTrace> {
	const timed = (lines: fc.Arbitrary<Line[]>) => (times ? arbTimed(lines) : lines);
	const history = timed(arbHistory(maxLines));
	return fc.oneof(
		{ weight: 2, arbitrary: arbFiles(history, fc.constant([]), 'history') },
		{ weight: 3, arbitrary: arbFiles(history, arbMutations(), 'mutated') },
		{ weight: 2, arbitrary: arbFiles(timed(arbWild(Math.min(maxLines, 16))), fc.constant([]), 'wild') },
	);
}

/**
 * Histories in which messages and vectors tell the same: recorded and derived causality agree, and the only finding on
 * the order of events is `duplicate-receive`.
 */
export function arbTidyTrace({ maxLines = 50 } = {}): fc.Arbitrary<ArbitraryTrace> {
	return arbFiles(arbHistory(maxLines, { tidy: true }), fc.constant([]), 'history');
}

interface Layout {
	/** By line: the file it goes to; the first file for the lines beyond. */
	split: number[];
	spellings: Spelling[];
	lineEnd: string;
	finalEnd: boolean;
	byteOrderMark: boolean;
	header: boolean;
}

function arbFiles(
	lines: fc.Arbitrary<Line[]>,
	mutations: ReturnType<typeof arbMutations>,
	kind: ArbitraryTrace['kind'],
): fc.Arbitrary<ArbitraryTrace> {
	const layout: fc.Arbitrary<Layout> = fc.record({
		split: arbSplit(kind),
		spellings: fc.array(arbSpelling(), { maxLength: 20 }),
		lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
		finalEnd: fc.boolean(),
		byteOrderMark: fc.nat(9).map((roll) => roll === 9),
		header: fc.boolean(),
	});
	const causality = fc.constantFrom<NaiveCausality>('auto', 'auto', 'recorded', 'derived');
	return fc.tuple(lines, mutations, layout, causality).map(([base, changes, laidOut, choice]) => {
		let changed = base;
		for (const mutate of changes) changed = mutate(changed);
		return { files: toFiles(changed, laidOut), causality: choice, kind };
	});
}

/** One file for the most part. A history is cut where one file ends and the next begins, so that its order stays. */
function arbSplit(kind: ArbitraryTrace['kind']): fc.Arbitrary<number[]> {
	const cut = fc
		.tuple(fc.nat(40), fc.nat(40))
		.map((cuts) => Array.from({ length: 200 }, (_, at) => cuts.filter((end) => at >= end).length));
	const any: fc.Arbitrary<number[]> = kind === 'history' ? cut : fc.array(fc.nat(2), { maxLength: 40 });
	return fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, { weight: 1, arbitrary: any });
}

function toFiles(lines: Line[], layout: Layout): NaiveFile[] {
	const parts: string[][] = Array.from({ length: Math.max(0, ...layout.split) + 1 }, () => []);
	if (layout.header) parts[0].push(spell(headerOf(lines), PLAIN));
	lines.forEach((line, at) => {
		parts[layout.split[at] ?? 0].push(spell(line, layout.spellings[at] ?? PLAIN));
	});
	return parts.map((part, at) => ({
		name: `node-${at + 1}.reptrace`,
		text:
			(layout.byteOrderMark ? '\uFEFF' : '') +
			part.join(layout.lineEnd) +
			(layout.finalEnd ? layout.lineEnd : ''),
	}));
}

/** A header that names the replicas of every second event, so that some trace has one that it does not name. */
function headerOf(lines: Line[]): Line {
	const ids = lines.flatMap((line, at) =>
		typeof line === 'string' || at % 2 === 1 ? [] : [line.at ?? line.to],
	);
	const replicas = Object.fromEntries(ids.map((id, at) => [id as string, { name: `Replica ${at}` }]));
	return { op: 'header', version: 1, replicas };
}
