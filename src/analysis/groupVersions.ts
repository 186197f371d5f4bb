import { createsVersion } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';

/** The versions grouped by key, in file order: those of key k are events[keyStart[k]] … events[keyStart[k + 1] - 1]. */
export interface GroupedVersions {
	readonly keyStart: Int32Array;
	readonly events: Int32Array;
	/** By version: the replica at which it was written, and when by that replica's wall clock (NaN: not known). */
	readonly at: Int32Array;
	readonly ts: Float64Array;
}

/** Groups the versions of a trace by key with a counting sort: O(events + keys). */
export function groupVersions(trace: Trace): GroupedVersions {
	const keyStart = new Int32Array(trace.keys.size + 1);
	for (let event = 0; event < trace.count; event++) {
		if (createsVersion(trace.op[event] as number)) keyStart[(trace.key[event] as number) + 1]++;
	}
	for (let key = 0; key < trace.keys.size; key++) keyStart[key + 1] += keyStart[key] as number;
	const count = keyStart[trace.keys.size] as number;
	const events = new Int32Array(count);
	const at = new Int32Array(count);
	const ts = new Float64Array(count);
	const next = keyStart.slice();
	for (let event = 0; event < trace.count; event++) {
		if (!createsVersion(trace.op[event] as number)) continue;
		const version = next[trace.key[event] as number]++;
		events[version] = event;
		at[version] = trace.replica[event] as number;
		ts[version] = trace.ts[event] as number;
	}
	return { keyStart, events, at, ts };
}
