import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { clockFindings } from '../../analysis/clocks/findings.ts';
import type { Contradiction } from '../../analysis/clocks/graph.ts';
import type { HlcViolation } from '../../analysis/clocks/hlc.ts';
import type { SkewRow } from '../../analysis/clocks/skew.ts';
import { once } from '../../analysis/once.ts';
import { replicaRanks } from '../../analysis/strategies/replicaRanks.ts';
import type { FindingStore } from '../../trace/finding.ts';
import type { FindingText } from '../findingText.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { placeOf, type Shown } from '../shown.ts';
import { count, quoted } from '../visible.ts';
import { changeWords } from './changeWords.ts';

/** Puts a finding on clocks into words. */
export function clockFindingText(shown: Shown, store: FindingStore, id: number): FindingText {
	const { message, related } = wordsOf(shown, store, id);
	const { trace } = shown.analysis;
	return {
		message,
		related: Array.from(store.related(id), (event, i) => ({
			...placeOf(trace, event),
			message: related(event, i),
		})),
	};
}

/** Replicas by their ids, as last-write-wins compares them. */
const ranksOf = once(replicaRanks);

interface Words {
	message: string;
	related(event: number, i: number): string;
}

function wordsOf(shown: Shown, store: FindingStore, id: number): Words {
	const { analysis } = shown;
	const clocks = clocksOf(analysis);
	const a = store.a(id);
	switch (store.code(id)) {
		case 'causal-inversion':
			return inversion(shown, clocks.inversions.earlier[a] as number, clocks.inversions.later[a] as number);
		case 'timestamp-tie':
			return tie(shown, a);
		case 'clock-skew':
			return skew(shown, clockFindings(analysis).ahead[a] as SkewRow);
		case 'hlc-violation':
			return hlc(shown, clocks.hlcViolations[a] as HlcViolation);
		default:
			return step(shown, store.text(id), a);
	}
}

function inversion(shown: Shown, earlier: number, later: number): Words {
	const { trace, versions } = shown.analysis;
	const [v, w] = [versions.event[earlier] as number, versions.event[later] as number];
	const ms = (trace.ts[v] as number) - (trace.ts[w] as number);
	const key = quoted(trace.keys.text(trace.key[w] as number));
	const writer = replicaWord(trace, trace.replica[v] as number);
	return {
		message: `Written after ${writer}'s version of ${key} and knowing it, but by the clocks ${span(ms)} before it: last-write-wins would keep the older version and drop this one.`,
		related: () => 'the earlier write that would win',
	};
}

function tie(shown: Shown, id: number): Words {
	const { trace, versions } = shown.analysis;
	const { ties } = clocksOf(shown.analysis);
	const [later, earlier] = [ties.later[id] as number, ties.earlier[id] as number];
	const rank = (version: number) => ranksOf(trace)[versions.replica[version] as number] as number;
	const winner = rank(later) > rank(earlier) ? later : earlier;
	const size = ties.size[id] as number;
	const others = size > 2 ? ` ${count(size, 'version')} of the key share that time.` : '';
	return {
		message: `Two concurrent versions have the same time: last-write-wins decides by the replica's id, for that of ${replicaWord(trace, versions.replica[winner] as number)}.${others}`,
		related: () => 'the version with the same time',
	};
}

function skew(shown: Shown, { from, to, min, max }: SkewRow): Words {
	const { trace } = shown.analysis;
	const most = max === null ? 'nothing says by how much at most' : `at most ${span(max)}`;
	const held = clocksOf(shown.analysis).skew.contradictions.length > 0 ? ' wherever the trace bounds it' : '';
	return {
		message: `The clock of ${replicaWord(trace, to)} is ahead of that of ${replicaWord(trace, from)} by at least ${span(min as number)}${held} (${most}).`,
		related: (event) => `proof: the clock of ${replicaWord(trace, trace.replica[event] as number)} here`,
	};
}

function hlc(shown: Shown, { fault, event, before, ms }: HlcViolation): Words {
	const { trace, hlcDriftMs } = shown.analysis;
	const at = replicaWord(trace, trace.replica[event] as number);
	const clock = (of: number) => `(${trace.hlcWall[of]}, ${trace.hlcLogical[of]})`;
	const related = () => 'the earlier clock';
	if (fault === 'behind')
		return {
			message: `The hybrid logical clock is ${span(ms)} behind the wall clock of ${at}, which it must contain.`,
			related,
		};
	if (fault === 'drift')
		return {
			message: `The hybrid logical clock is ${span(ms)} ahead of the wall clock of ${at}: more than the ${span(hlcDriftMs)} allowed. It caught the time of a clock that is ahead.`,
			related,
		};
	return {
		message: `The hybrid logical clock ${clock(event)} does not exceed ${clock(before)}, which happened before it.`,
		related,
	};
}

function step(shown: Shown, kind: string | undefined, a: number): Words {
	const { trace } = shown.analysis;
	const { contradictions } = clockFindings(shown.analysis);
	const related = (event: number) =>
		`proof: the clock of ${replicaWord(trace, trace.replica[event] as number)} here`;
	if (kind === 'back') {
		const { replica, ms, times } = clocksOf(shown.analysis).backSteps[a] as {
			replica: number;
			ms: number;
			times: number;
		};
		const more = times > 1 ? ` Its times fall ${count(times, 'time')} in all; this is the furthest.` : '';
		return {
			message: `The clock of ${replicaWord(trace, replica)} goes back: this is ${span(ms)} before an earlier event of its own.${more}`,
			related: () => 'the earlier event with the later time',
		};
	}
	if (kind === 'whole') {
		const { replicas, ms } = contradictions[a] as Contradiction;
		const names = replicas.map((replica) => replicaWord(trace, replica)).join(', ');
		return {
			message: `The times contradict each other by ${span(ms)}: no constant offsets of the clocks of ${names} fit these events. A clock was set, or the log is wrong.`,
			related,
		};
	}
	return { message: changeWords(shown, a), related };
}
