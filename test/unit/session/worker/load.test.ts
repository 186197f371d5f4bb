import { expect, it } from 'vitest';
import type { TraceView } from '../../../../src/session/traceView.ts';
import { load } from '../../../../src/session/worker/load.ts';
import { Cancelled } from '../../../../src/session/worker/wish.ts';
import { encoded, write } from '../support.ts';

const FIRST = write('R1', 'k', 1, { R1: 1 });
/** About 70 MB, of which a part is analysed first. */
const LARGE = encoded(
	[
		FIRST,
		...Array.from({ length: 350 }, (_, i) => write('R1', 'long', 'x'.repeat(200_000), { R1: i + 2 })),
		'',
	].join('\n'),
);

/** What was kept of a reading that `end` ended once its first part was there, and the error. */
async function cutShort(end: (wanted: Int32Array) => void, isKept: boolean) {
	const wishes = new Int32Array(new SharedArrayBuffer(8));
	wishes[0] = 1;
	let part: TraceView | undefined;
	const reading = load(
		{
			inputs: [{ name: 'a', bytes: LARGE.slice() }],
			reading: {},
			causality: 'auto',
			revision: 1,
			wishes,
		},
		{
			part(view) {
				part = view;
				end(wishes);
				return isKept;
			},
		},
	);
	const error = await reading.then(
		() => null,
		(reason: unknown) => reason,
	);
	return { error, bytes: Buffer.from(part?.source.read(0, 0, FIRST.length) ?? []).toString() };
}

it('a part that is kept stays readable after its reading was given up', { timeout: 60_000 }, async () => {
	const cancel = (wanted: Int32Array) => Atomics.store(wanted, 0, 2);
	const cancelled = await cutShort(cancel, true);
	expect(cancelled.error).toBeInstanceOf(Cancelled);
	expect(cancelled.bytes).toBe(FIRST);
	expect((await cutShort(cancel, false)).bytes).toBe('');
});
