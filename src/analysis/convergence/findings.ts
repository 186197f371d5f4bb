import { type FindingCode, FindingStore } from '../../trace/finding.ts';
import type { LineSource } from '../../trace/source.ts';
import { fileOf } from '../../trace/trace.ts';
import type { Analysis } from '../analysis.ts';
import { type Convergence, convergenceOf } from './convergence.ts';

const known = new WeakMap<Convergence, FindingStore>();

/**
 * The findings on convergence and sessions, made when first asked. Number `a` is a place among the divergences, violations,
 * lags or discards; the text tells which: `unseen` and `discarded` as in Violation, `lag` or `discard` of stale reads.
 */
export function convergenceFindings(analysis: Analysis, source: LineSource): FindingStore {
	const convergence = convergenceOf(analysis, source);
	let store = known.get(convergence);
	if (store === undefined) {
		store = findings(analysis, convergence);
		known.set(convergence, store);
	}
	return store;
}

function findings({ trace, versions }: Analysis, convergence: Convergence): FindingStore {
	const store = new FindingStore();
	const add = (code: FindingCode, event: number, a: number, related: readonly number[], text?: string) =>
		store.add({
			code,
			file: fileOf(trace, event),
			line: trace.line[event] as number,
			event,
			a,
			related,
			...(text !== undefined && { text }),
		});
	for (const [i, { reports, since }] of convergence.divergences.entries()) {
		const last = reports.at(-1)?.event ?? since;
		const others = reports.slice(0, -1).map(({ event }) => event);
		add('diverged', last, i, since === last ? others.slice(0, 8) : [since, ...others.slice(0, 7)]);
	}
	for (const [i, { guarantee, event, version, why }] of convergence.violations.entries())
		add(guarantee, event, i, [versions.event[version] as number], why);
	for (const [i, { event, version }] of convergence.lags.entries())
		add('stale-read', event, i, [versions.event[version] as number], 'lag');
	for (const [i, { event, version }] of convergence.discards.entries())
		add('stale-read', event, i, [versions.event[version] as number], 'discard');
	return store;
}
