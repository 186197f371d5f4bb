import type { Analysis } from '../../analysis/analysis.ts';

/** By event: 1 for a send that some receive got its message from. Linear in the events. */
export function receivedSends({ trace, sendOf }: Analysis): Uint8Array {
	const received = new Uint8Array(trace.count);
	for (const send of sendOf) if (send >= 0) received[send] = 1;
	return received;
}
