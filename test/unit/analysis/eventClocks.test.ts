import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { addEvent } from '../../../src/formats/eventBatch.ts';
import { wholeLine } from '../../../src/formats/text/place.ts';
import { Op } from '../../../src/trace/ops.ts';
import { TraceBuilder } from '../../../src/trace/trace.ts';

const HOSTS = ['a', 'b', 'c'];

/** Any clocks, sound ones and wild ones: the number of pairs is that of the definition. */
test('concurrent events are counted as the definition says', () => {
	const clock = fc.dictionary(fc.constantFrom(...HOSTS), fc.integer({ min: 1, max: 6 }));
	const events = fc.array(
		fc.record({ at: fc.constantFrom(...HOSTS), own: fc.integer({ min: 1, max: 6 }), clock }),
		{
			maxLength: 14,
		},
	);
	fc.assert(
		fc.property(events, (list) => {
			const builder = new TraceBuilder('shiviz');
			builder.beginFile('x');
			const all = list.map(({ at, own, clock: others }) => ({
				at,
				clock: { ...others, [at]: own } as Record<string, number>,
			}));
			for (const [line, event] of all.entries()) {
				addEvent(builder, {
					file: 0,
					place: wholeLine(line + 1, 0, 1),
					op: Op.event,
					at: event.at,
					clock: Object.entries(event.clock),
				});
			}
			const covers = (e: (typeof all)[number], f: (typeof all)[number]) =>
				(f.clock[e.at] ?? 0) >= (e.clock[e.at] as number);
			let pairs = 0;
			for (const [i, e] of all.entries())
				for (const f of all.slice(0, i)) if (e.at !== f.at && !covers(e, f) && !covers(f, e)) pairs++;
			expect(analyse(builder).concurrentEventPairs).toBe(all.length === 0 ? null : pairs);
		}),
		{ numRuns: 500 },
	);
});
