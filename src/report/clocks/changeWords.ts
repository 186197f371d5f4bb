import { moveOf } from '../../analysis/clocks/moves.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { eventWord, type Shown } from '../shown.ts';
import { figure } from '../visible.ts';

/** What happened to the clocks at a change, in a sentence: which moved, by how much, between which lines. */
export function changeWords(shown: Shown, change: number): string {
	const move = moveOf(shown.analysis, change);
	const where = `Between ${eventWord(shown, move.firstEvent)} and ${eventWord(shown, move.lastEvent)}`;
	const by = `by at least ${span(move.ms)}`;
	const names = move.replicas.map((replica) => replicaWord(shown.analysis.trace, replica));
	const one =
		move.replica >= 0
			? replicaWord(shown.analysis.trace, move.replica)
			: names.length === 1
				? names[0]
				: null;
	const way = move.direction === 0 ? '' : move.direction > 0 ? ' forward' : ' back';
	const who = one === null ? `the clocks of ${names.join(' and ')}` : `the clock of ${one}`;
	const against =
		one === null
			? ' against each other'
			: names.length === 1
				? ''
				: ' against all others that it is compared with';
	if (move.drift)
		return `${where} ${who} drifted ${by}${against}, ${figure(Math.max(1, Math.round(move.ppm)))} millionths: clocks do not run at the same rate.`;
	return `${where} ${who} moved${way} ${by}${against}: a clock was set, or the log is wrong.`;
}
