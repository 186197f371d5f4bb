import { convergenceOf } from '../../analysis/convergence/convergence.ts';
import type { Shown } from '../shown.ts';
import { convergenceStory } from './convergenceStory.ts';

/** The field `convergence` of the JSON report, with a comma behind it. */
export function* convergenceJson(shown: Shown): Iterable<string> {
	const { trace } = shown.analysis;
	const { divergedKeys, violations, lags, discards } = convergenceOf(shown.analysis, shown.source);
	const guarantees: Record<string, { unseen: number; discarded: number }> = {};
	for (const { guarantee, why } of violations) {
		guarantees[guarantee] ??= { unseen: 0, discarded: 0 };
		guarantees[guarantee][why]++;
	}
	const staleReads = lags.map(({ reader, writer, reads, ms }) => ({
		at: trace.replicas.text(reader),
		from: trace.replicas.text(writer),
		reads,
		upToMs: ms,
	}));
	yield `  "convergence": ${JSON.stringify({ divergedKeys, guarantees, staleReads, discardedReads: discards.reduce((sum, { reads }) => sum + reads, 0), facts: convergenceStory(shown) })},\n`;
}
