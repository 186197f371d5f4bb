import { setTimeout } from 'node:timers/promises';
import type { FollowedFiles } from './followedFiles.ts';
import { UnreadableInput } from './unreadable.ts';

/** Milliseconds between two looks at the files. */
const LOOK = 200;
/** So many times as long as reading and an analysis take it is waited before the next look: at most a third of the time is spent on them. */
const REST = 2;

/**
 * Analyses followed files, and again whenever they have grown, for as long as the signal is not aborted.
 *
 * @param analyse called with what happened: `first` at the beginning, `grown`, or `replaced` where the files were read anew
 * @param trouble told why the files cannot be read at present; it is tried again
 * @throws what `analyse` throws
 */
export async function follow(
	files: FollowedFiles,
	analyse: (what: 'first' | 'grown' | 'replaced') => void | Promise<void>,
	{ signal, trouble = () => {} }: { signal: AbortSignal; trouble?: (message: string) => void },
): Promise<void> {
	let what: 'first' | 'grown' | 'replaced' | 'same' = 'first';
	let troubled = '';
	for (let busy = 0; !signal.aborted; ) {
		let began = performance.now();
		if (what !== 'same') await analyse(what);
		busy += performance.now() - began;
		try {
			await setTimeout(Math.max(LOOK, busy * REST), undefined, { signal });
			busy = 0;
			began = performance.now();
			what = await files.readOn();
			busy = performance.now() - began;
			troubled = '';
		} catch (error) {
			if (signal.aborted) return;
			if (!(error instanceof UnreadableInput)) throw error;
			what = 'same';
			if (error.message !== troubled) trouble(error.message);
			troubled = error.message;
		}
	}
}
