import { type Convergence, convergenceOf } from '../../analysis/convergence/convergence.ts';
import type { Divergence } from '../../analysis/convergence/divergence.ts';
import type { Guarantee, Violation } from '../../analysis/convergence/guarantees.ts';
import type { Discard, Lag } from '../../analysis/convergence/staleReads.ts';
import type { FindingStore } from '../../trace/finding.ts';
import type { FindingText } from '../findingText.ts';
import { span } from '../milliseconds.ts';
import { replicaWord } from '../replicaWord.ts';
import { placeOf, type Shown } from '../shown.ts';
import { brief, count, quoted } from '../visible.ts';
import { explanationOf } from './explanation.ts';

/** Puts a finding on convergence or a session into words. */
export function convergenceFindingText(shown: Shown, store: FindingStore, id: number): FindingText {
	const { trace } = shown.analysis;
	const convergence = convergenceOf(shown.analysis, shown.source);
	const { message, related } = wordsOf(shown, convergence, store, id);
	return {
		message,
		related: Array.from(store.related(id), (event) => ({
			...placeOf(trace, event),
			message: related(event),
		})),
	};
}

interface Words {
	message: string;
	related(event: number): string;
}

function wordsOf(shown: Shown, convergence: Convergence, store: FindingStore, id: number): Words {
	const a = store.a(id);
	if (store.code(id) === 'diverged') return diverged(shown, convergence.divergences[a] as Divergence);
	switch (store.text(id)) {
		case 'lag':
			return lag(shown, convergence.lags[a] as Lag);
		case 'discard':
			return discard(shown, convergence.discards[a] as Discard);
		default:
			return violation(shown, convergence.violations[a] as Violation);
	}
}

function diverged(shown: Shown, { key, reports, since }: Divergence): Words {
	const { trace } = shown.analysis;
	const sides = reports.slice(0, 4).map(({ replica, event, value }) => {
		const text = value.length === 0 ? 'nothing' : brief(value.join(', '), 60);
		const why = explanationOf(shown, event);
		return `${replicaWord(trace, replica)} says ${text}${why === null ? '' : ` (${why})`}`;
	});
	if (reports.length > sides.length) sides.push(`${count(reports.length - sides.length, 'replica')} more`);
	return {
		message: `Replicas hold the same versions of ${quoted(trace.keys.text(key))} and say different things: ${sides.join('; ')}.`,
		related: (event) => (event === since ? 'from here on they differ' : 'what another replica says'),
	};
}

const BROKEN: Record<Guarantee, string> = {
	'read-your-writes': 'does not see what the same client wrote before',
	'monotonic-reads': 'does not see what the same client had read before',
	'monotonic-writes': 'was not ordered after what the same client wrote before: the two are concurrent',
	'writes-follow-reads': 'was not ordered after what the same client had read',
};

function violation(shown: Shown, { guarantee, event, version, why }: Violation): Words {
	const { trace } = shown.analysis;
	const client = quoted(trace.clients.text(trace.client[event] as number));
	const key = quoted(trace.keys.text(trace.key[event] as number));
	const written = shown.analysis.versions.event[version] as number;
	const [here, there] = [event, written].map((one) => replicaWord(trace, trace.replica[one] as number));
	const kind = guarantee.startsWith('read') || guarantee === 'monotonic-reads' ? 'read' : 'write';
	const reason =
		why === 'discarded'
			? `The version was visible at ${here}, and nothing newer had replaced it: the resolver discarded it.`
			: `The version of ${there} was not yet visible at ${here}.`;
	return {
		message: `This ${kind} of ${key} by ${client} ${BROKEN[guarantee]}. ${reason}`,
		related: () => 'the version that is missed',
	};
}

function lag(shown: Shown, { reader, writer, reads, event, version, ms }: Lag): Words {
	const { trace, versions } = shown.analysis;
	const written = versions.event[version] as number;
	const key = quoted(trace.keys.text(trace.key[event] as number));
	const many = reads === 1 ? 'One read' : count(reads, 'read');
	return {
		message: `${many} at ${replicaWord(trace, reader)} did not yet see what had been written at ${replicaWord(trace, writer)}. This one of ${key} is the furthest behind: at least ${span(ms)}, by what is proven of the clocks.`,
		related: (other) => (other === written ? 'the write that was not yet visible' : 'see here'),
	};
}

function discard(shown: Shown, { event, reads }: Discard): Words {
	const { trace } = shown.analysis;
	const key = quoted(trace.keys.text(trace.key[event] as number));
	const more = reads > 1 ? ` ${count(reads - 1, 'more read')} at this replica did the same.` : '';
	return {
		message: `This read of ${key} answers without the newest version, which was visible: the resolver went by the clocks, and kept an older one.${more}`,
		related: () => 'the newer version that was discarded',
	};
}
