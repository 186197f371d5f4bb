import { createsVersion } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';

/** The versions grouped by key, in file order: those of key k are events[keyStart[k]] … events[keyStart[k + 1] - 1]. */
export interface GroupedVersions {
	readonly keyStart: Int32Array;
	readonly events: Int32Array;
}

/** Groups the versions of a trace by key with a counting sort: O(events + keys). */
export function groupVersions(trace: Trace): GroupedVersions {
	const keyStart = new Int32Array(trace.keys.size + 1);
	for (let event = 0; event < trace.count; event++) {
		if (createsVersion(trace.op[event] as number)) keyStart[(trace.key[event] as number) + 1]++;
	}
	for (let key = 0; key < trace.keys.size; key++) keyStart[key + 1] += keyStart[key] as number;
	const events = new Int32Array(keyStart[trace.keys.size] as number);
	const next = keyStart.slice();
	for (let event = 0; event < trace.count; event++) {
		if (createsVersion(trace.op[event] as number)) events[next[trace.key[event] as number]++] = event;
	}
	return { keyStart, events };
}
