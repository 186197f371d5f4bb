import type { Trace } from '../../trace/trace.ts';
import { encodeWtf8 } from '../../trace/wtf8.ts';

/**
 * By replica number, its place among all replicas sorted by id, from 0. Ids are compared by their code points, which is the
 * order of their bytes in UTF-8, and no language's alphabet. O(r log r) for r replicas.
 */
export function replicaRanks(trace: Trace): Int32Array {
	const ids = trace.replicas.texts().map(encodeWtf8);
	const order = ids.map((_, replica) => replica);
	order.sort((a, b) => compareBytes(ids[a] as Uint8Array, ids[b] as Uint8Array));
	const ranks = new Int32Array(ids.length);
	for (const [rank, replica] of order.entries()) ranks[replica] = rank;
	return ranks;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
	return a.length - b.length;
}
