import { isMessage } from '../../trace/ops.ts';
import type { Trace } from '../../trace/trace.ts';

/** How an event concerns a key: it names it, it names none (a message of all keys), or it names others. */
export type Concern = 'named' | 'all' | 'none';

/** How an event concerns a key. Linear in the keys that it names. */
export function concernOf(trace: Trace, event: number, key: number): Concern {
	const own = trace.key[event] as number;
	if (own === key) return 'named';
	if (own === -1) return isMessage(trace.op[event] as number) ? 'all' : 'none';
	return own < -1 && (trace.keyLists[-2 - own] as Int32Array).includes(key) ? 'named' : 'none';
}
