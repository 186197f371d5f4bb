import fc from 'fast-check';
import { type ArbitraryTrace, arbTrace } from './index.ts';

/** What is written into a line of a version besides what it has. */
interface Stamp {
	ts?: number;
	hlc?: { wall: number; logical: number };
}

/** Few different times, so that they tie, stand against the causal order, and are sometimes missing. */
function arbStamp(): fc.Arbitrary<Stamp> {
	const hlc = fc.record({ wall: fc.integer({ min: 0, max: 3 }), logical: fc.nat(1) });
	return fc
		.record({
			ts: fc.option(fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 5), { freq: 8, nil: undefined }),
			hlc: fc.option(hlc, { freq: 4, nil: undefined }),
		})
		.map((stamp) => JSON.parse(JSON.stringify(stamp)) as Stamp);
}

/** Random traces whose events carry wall clocks and hybrid clocks that need not make sense. */
export function arbStampedTrace(options?: { maxLines?: number }): fc.Arbitrary<ArbitraryTrace> {
	return fc
		.tuple(arbTrace(options), fc.array(arbStamp(), { minLength: 1, maxLength: 12 }), fc.nat(5))
		.map(([trace, stamps, roll]) => {
			// Now and then no event has a time.
			if (roll === 5) return trace;
			let event = 0;
			const files = trace.files.map((file) => ({
				...file,
				text: file.text
					.split('\n')
					.map((line) => stamped(line, stamps[event++ % stamps.length] as Stamp))
					.join('\n'),
			}));
			return { ...trace, files };
		});
}

/** The fields stand at the line's end; what is no object stays as it is. */
function stamped(line: string, stamp: Stamp): string {
	const end = line.lastIndexOf('}');
	const fields = JSON.stringify(stamp).slice(1, -1);
	if (!/"op"/.test(line) || end < 0 || fields === '') return line;
	return `${line.slice(0, end)},${fields}${line.slice(end)}`;
}
