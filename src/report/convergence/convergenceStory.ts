import { convergenceOf } from '../../analysis/convergence/convergence.ts';
import type { Guarantee } from '../../analysis/convergence/guarantees.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import type { Shown } from '../shown.ts';
import { count, quoted } from '../visible.ts';

/** What it means that a guarantee is broken, of one operation and of several. */
const BROKEN: Record<Guarantee, [one: string, many: string]> = {
	'read-your-writes': ['read misses', 'reads miss'],
	'monotonic-reads': ['read goes', 'reads go'],
	'monotonic-writes': ['write is', 'writes are'],
	'writes-follow-reads': ['write is', 'writes are'],
};
const WHAT: Record<Guarantee, string> = {
	'read-your-writes': 'what the client itself had written',
	'monotonic-reads': 'back behind what the client had read',
	'monotonic-writes': 'concurrent to an earlier one of the same client',
	'writes-follow-reads': 'not ordered after what the client had read',
};

/** What there is to say of convergence and of sessions, in sentences of plain text; none where nothing was found. */
export function convergenceStory(shown: Shown): string[] {
	const { trace } = shown.analysis;
	const { divergences, divergedKeys, violations, lags, discards, unchecked } = convergenceOf(
		shown.analysis,
		shown.source,
	);
	const facts: string[] = [];
	if (divergedKeys > 0) {
		const names = [...new Set(divergences.map(({ key }) => quoted(trace.keys.text(key))))].slice(0, 3);
		const more = divergedKeys > names.length ? ' and others' : '';
		facts.push(
			`On ${count(divergedKeys, 'key')} replicas hold the same versions and say different things: ${names.join(', ')}${more}.`,
		);
	}
	for (const [guarantee, [one, many]] of Object.entries(BROKEN) as [Guarantee, [string, string]][]) {
		const broken = violations.filter((violation) => violation.guarantee === guarantee);
		if (broken.length === 0) continue;
		const discarded = broken.filter(({ why }) => why === 'discarded').length;
		const reason =
			discarded === 0
				? 'not yet visible there'
				: discarded === broken.length
					? 'visible, and discarded by the resolver'
					: `${count(broken.length - discarded, 'time')} not yet visible, ${count(discarded, 'time')} discarded by the resolver`;
		const words = `${count(broken.length, one, many)} ${WHAT[guarantee]}`;
		facts.push(`${words} (${guarantee}): ${reason}.`);
	}
	if (discards.length > 0) {
		const reads = discards.reduce((sum, one) => sum + one.reads, 0);
		facts.push(
			`${count(reads, 'read')} ${reads === 1 ? 'answers' : 'answer'} with an older version although the newest one was visible: the resolver goes by the clocks.`,
		);
	}
	if (lags.length > 0) {
		const reads = lags.reduce((sum, lag) => sum + lag.reads, 0);
		const worst = lags.reduce((a, b) => (b.ms > a.ms ? b : a));
		facts.push(
			`${count(reads, 'read')} did not yet see what had been written elsewhere; the furthest behind, at ${replicaWord(trace, worst.reader)}, by at least ${span(worst.ms)}.`,
		);
	}
	if (unchecked)
		facts.push(
			'Not every read was looked at for what the resolver discarded: too many versions are concurrent for that.',
		);
	return facts;
}
