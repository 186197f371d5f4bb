import { heldAt as heldAfter } from '../../analysis/convergence/held.ts';
import { replicaName } from '../../trace/trace.ts';
import { placeOf, type Shown, valueText } from '../shown.ts';
import { versionRow } from '../versionRow.ts';
import type { HeldAt } from './model.ts';

/** Of a value that is told no more is shown, in bytes. */
const VALUE_BYTES = 400;

/**
 * What every replica held of a key right after an event. Costs what the analysis' heldAt does.
 *
 * @param versionOf by event, the version that it creates, or -1
 */
export function heldAt(
	shown: Shown,
	key: number,
	event: number,
	versionOf: (event: number) => number,
): HeldAt {
	const { trace } = shown.analysis;
	const { replicas, written } = heldAfter(shown.analysis, key, event, versionOf);
	return {
		key: trace.keys.text(key),
		place: placeOf(trace, event),
		written,
		replicas: replicas.map(({ replica, latest, held, report }) => ({
			replica: trace.replicas.text(replica),
			name: replicaName(trace, replica),
			held,
			latest: latest.map((version) => versionRow(shown, version)),
			report:
				report < 0
					? null
					: { ...placeOf(trace, report), value: valueText(shown, report, VALUE_BYTES)?.text ?? null },
		})),
	};
}
