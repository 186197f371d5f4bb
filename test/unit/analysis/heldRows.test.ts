import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds } from '../../../src/analysis/bounds.ts';
import { HeldRows } from '../../../src/analysis/heldRows.ts';
import { indexVersions } from '../../../src/analysis/indexVersions.ts';

const KEYS = 5;
const REPLICAS = 40;

/** Versions of some keys at some replicas, each at a time of its own. */
const arbIndex = fc
	.array(fc.tuple(fc.nat(KEYS - 1), fc.nat(REPLICAS - 1)), { maxLength: 60 })
	.map((written) => {
		const sorted = written
			.map(([key, writer], time) => ({ key, writer, time }))
			.sort((a, b) => a.key - b.key);
		const starts = Array.from({ length: KEYS + 1 }, (_, key) => sorted.filter((one) => one.key < key).length);
		const column = (pick: (one: (typeof sorted)[number]) => number) => Int32Array.from(sorted, pick);
		return indexVersions(
			Int32Array.from(starts),
			column(({ writer }) => writer),
			column(({ time }) => time),
			REPLICAS,
		);
	});

/** What is known of all keys at some writers: up to which time. */
const arbBounds: fc.Arbitrary<Bounds> = fc
	.uniqueArray(fc.tuple(fc.nat(REPLICAS - 1), fc.nat(60)), {
		selector: ([writer]) => writer,
		maxLength: REPLICAS,
	})
	.map((pairs) => pairs.sort((a, b) => a[0] - b[0]).flat());

const arbRaises = fc.array(fc.tuple(fc.nat(REPLICAS - 1), fc.nat(KEYS - 1), arbBounds), { maxLength: 20 });

test('rows that stand together and rows that are made one by one say the same, which is what is known', () => {
	fc.assert(
		fc.property(arbIndex, arbRaises, (index, raises) => {
			const together = new HeldRows(index, KEYS, REPLICAS);
			const single = new HeldRows(index, KEYS, REPLICAS, 0);
			const known = new Map<string, number>();
			for (const [state, [replica, key, bounds]] of raises.entries()) {
				for (const rows of [together, single]) rows.raise(rows.of(replica, key), key, bounds, state + 1);
				const first = index.keyGroups[key] as number;
				for (let group = first; group < (index.keyGroups[key + 1] as number); group++) {
					const at = bounds.findIndex((one, i) => i % 2 === 0 && one === index.groupReplica[group]);
					const bound = at < 0 ? -1 : (bounds[at + 1] as number);
					const times = index.ranks.subarray(index.groupStart[group], index.groupStart[group + 1]);
					const cell = `${replica} ${group}`;
					known.set(cell, Math.max(known.get(cell) ?? 0, times.filter((time) => time <= bound).length));
					for (const rows of [together, single])
						expect(rows.counts[rows.of(replica, key) + group - first]).toBe(known.get(cell));
				}
				expect(together.state(together.of(replica, key))).toBe(state + 1);
				expect(single.state(single.of(replica, key))).toBe(state + 1);
			}
		}),
	);
});
