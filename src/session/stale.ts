import type { Result } from './protocol.ts';

/** The answer to a query about an analysis that is not the newest one any more. */
export const STALE = { err: 'The trace has been analysed anew.' } as const;

/** Whether a query was about an older analysis: it can be asked again of the newest one. */
export function isStale(answer: Result<unknown>): boolean {
	return 'err' in answer && answer.err === STALE.err;
}
