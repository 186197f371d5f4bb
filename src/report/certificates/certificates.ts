import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { clockFindings } from '../../analysis/clocks/findings.ts';
import type { Shown } from '../shown.ts';
import type { Certificate } from './model.ts';
import { CertificateWriter } from './writer.ts';

/**
 * A certificate for everything that is proven of a trace's clocks: skews from both sides, contradictions, clocks that go back,
 * causal inversions, violations of hybrid logical clocks. What no list of lines can prove (the messages that carried a
 * version are not in the trace) has none, nor has what no number can tell: times further apart than numbers go.
 */
export function* certificatesOf(shown: Shown): Iterable<Certificate> {
	for (const certificate of proven(shown)) if (certificate !== null) yield certificate;
}

function* proven(shown: Shown): Iterable<Certificate | null> {
	const { trace, versions } = shown.analysis;
	const { inversions, skew, backSteps, hlcViolations } = clocksOf(shown.analysis);
	const { ahead } = clockFindings(shown.analysis);
	const writer = new CertificateWriter(shown);
	const id = (replica: number) => trace.replicas.text(replica);
	for (const { from, to, max } of ahead) {
		const proof = writer.path(skew.path(to, from));
		const [clock, of] = [id(to), id(from)];
		if (proof !== null) yield proof.certify((ms) => ({ kind: 'clock-ahead', clock, of, atLeastMs: 0 - ms }));
		const limit = max === null ? null : writer.path(skew.path(from, to));
		if (limit !== null) yield limit.certify((ms) => ({ kind: 'clock-at-most', clock, of, atMostMs: ms }));
	}
	for (const { replicas, steps } of skew.contradictions) {
		const proof = writer.path(steps);
		if (proof !== null)
			yield proof.certify((ms) => ({ kind: 'clocks-contradict', replicas: replicas.map(id), byMs: 0 - ms }));
	}
	for (const { replica, event, before } of backSteps)
		yield writer
			.order(before, event)
			.certify((ms) => ({ kind: 'clock-back', clock: id(replica), byMs: 0 - ms }));
	for (let i = 0; i < inversions.count; i++) {
		const [earlier, later] = [inversions.earlier[i], inversions.later[i]].map(
			(version) => versions.event[version as number] as number,
		) as [number, number];
		const proof = writer.path([{ earlier, later }]);
		const key = trace.keys.text(trace.key[later] as number);
		if (proof !== null) yield proof.certify((ms) => ({ kind: 'causal-inversion', key, byMs: 0 - ms }));
	}
	for (const { fault, event, before } of hlcViolations) {
		const ahead = (trace.hlcWall[event] as number) - (trace.ts[event] as number);
		if (fault !== 'order') yield writer.single(event).certify(() => ({ kind: 'hlc-ahead', aheadMs: ahead }));
		else {
			const proof = writer.before(before, event);
			if (proof !== null) yield proof.certify(() => ({ kind: 'hlc-order' }));
		}
	}
}

/** Certificates as JSON Lines, in pieces. */
export function* certificateLines(shown: Shown): Iterable<string> {
	for (const certificate of certificatesOf(shown)) yield `${JSON.stringify(certificate)}\n`;
}
