import { type ClockMove, moveOf } from '../../analysis/clocks/moves.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { eventWord, type Shown } from '../shown.ts';
import { figure } from '../visible.ts';

/** What happened to the clocks at a change, in a sentence: which moved, by how much, between which lines. */
export function changeWords(shown: Shown, change: number): string {
	const move = moveOf(shown.analysis, change);
	const where = `Between ${eventWord(shown, move.firstEvent)} and ${eventWord(shown, move.lastEvent)}`;
	if (move.drift)
		return `${where} ${subject(shown, move)} drifted by at least ${span(move.ms)}, ${figure(Math.max(1, Math.round(move.ppm)))} millionths: the clocks do not run at the same rate.`;
	return `${where} ${subject(shown, move)} moved by at least ${span(move.ms)}: a clock was set, or the log is wrong.`;
}

function subject({ analysis: { trace } }: Shown, { replica, replicas, direction }: ClockMove): string {
	const names = replicas.map((one) => replicaWord(trace, one));
	if (names.length === 1) return `the clock of ${names[0]}`;
	if (replica < 0) return `the clocks of ${names.join(' and ')} against each other`;
	const way = direction === 0 ? '' : direction > 0 ? ' forward' : ' back';
	return `the clock of ${replicaWord(trace, replica)}, against all others that the trace compares it with,${way}`;
}
