import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isResolved, membersOf, resolversOf } from '../../src/analysis/conflicts.ts';
import { ACTIVITIES } from '../../src/analysis/overview/activity.ts';
import { type Axis, lineAxis, ofKey } from '../../src/analysis/overview/axis.ts';
import { conflictSpans, spanDensity } from '../../src/analysis/overview/conflictSpans.ts';
import { Density } from '../../src/analysis/overview/density.ts';
import { messagesWithin } from '../../src/analysis/overview/messageLines.ts';
import { findPartitions } from '../../src/analysis/overview/partitions.ts';
import { PassingMessages } from '../../src/analysis/overview/passingMessages.ts';
import { ascending } from '../../src/analysis/overview/sortTimes.ts';
import { timeAxis } from '../../src/analysis/overview/timeAxis.ts';
import { OP_NAMES, type OpName } from '../../src/trace/ops.ts';
import { fileOf, keysOf, type Trace } from '../../src/trace/trace.ts';
import { analyseFiles } from '../support/engine.ts';
import { arbTrace } from './arbitraries/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 100);
const TIMEOUT = { timeout: 3_600_000 };

const ACTIVITY: Record<OpName, (typeof ACTIVITIES)[number]> = {
	write: 'writes',
	merge: 'writes',
	delete: 'deletes',
	read: 'reads',
	state: 'reads',
	send: 'messages',
	receive: 'messages',
	sync: 'messages',
	event: 'other',
};

/** An axis as its definition says, from the lines alone. */
interface Naive {
	axis: Axis;
	/** The events on it with their positions. */
	events: { event: number; at: number }[];
}

function naiveLines(trace: Trace): Naive {
	const starts = trace.files.map((_, file) =>
		trace.files.slice(0, file).reduce((sum, { lines }) => sum + lines, 0),
	);
	const events = Array.from({ length: trace.count }, (_, event) => ({
		event,
		at: starts[fileOf(trace, event)]! + trace.line[event]! - 1,
	}));
	return { axis: lineAxis(trace), events };
}

function naiveTimes(trace: Trace, ahead: ReadonlyMap<number, number>): Naive | null {
	const axis = timeAxis(trace, ahead);
	const timed = Array.from({ length: trace.count }, (_, event) => ({
		event,
		at: trace.ts[event]! - (ahead.get(trace.replica[event]!) ?? 0),
	})).filter(({ at }) => Number.isFinite(at));
	if (axis === null) {
		expect(timed).toEqual([]);
		return null;
	}
	const first = Math.min(...timed.map(({ at }) => at));
	expect(axis.origin).toBe(first);
	expect(axis.missing).toBe(trace.count - timed.length);
	return { axis, events: timed.map(({ event, at }) => ({ event, at: at - first })) };
}

/** By lane, activity and bin. */
function naiveCounts(trace: Trace, { events }: Naive, from: number, width: number, bins: number): number[] {
	const counts = new Array<number>(trace.participants.length * ACTIVITIES.length * bins).fill(0);
	for (const { event, at } of events) {
		const bin = Array.from({ length: bins }, (_, i) => i).find(
			(i) => at >= from + i * width && at < from + (i + 1) * width,
		);
		const op = OP_NAMES[trace.op[event]!]!;
		const replicas = new Set([trace.replica[event]!, ...(op === 'sync' ? [trace.peer[event]!] : [])]);
		for (const replica of replicas) {
			const lane = trace.participants.indexOf(replica);
			if (bin === undefined || lane < 0) continue;
			counts[(lane * ACTIVITIES.length + ACTIVITIES.indexOf(ACTIVITY[op])) * bins + bin]!++;
		}
	}
	return counts;
}

const arbScene = fc.record({
	random: arbTrace({ times: true }),
	byTime: fc.boolean(),
	ahead: fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 4 }),
	from: fc.double({ min: -0.2, max: 1, noNaN: true }),
	share: fc.double({ min: 0.001, max: 1.2, noNaN: true }),
	bins: fc.integer({ min: 1, max: 40 }),
	key: fc.option(fc.nat(3)),
	shift: fc.integer({ min: 0, max: 4 }),
});

type Random = typeof arbScene extends fc.Arbitrary<infer T> ? T : never;

/** The scene's analysis with its axis; null where there is none of times. */
function sceneOf({ random, byTime, ahead, key, from, share, bins }: Random) {
	const analysis = analyseFiles(random.files, random.causality);
	const { trace } = analysis;
	const whole = byTime ? naiveTimes(trace, new Map(ahead.entries())) : naiveLines(trace);
	if (whole === null) return null;
	const wanted = key !== null && key < trace.keys.size ? key : null;
	const scene: Naive =
		wanted === null
			? whole
			: {
					axis: ofKey(trace, whole.axis, wanted),
					events: whole.events.filter(({ event }) => Array.from(keysOf(trace, event)).includes(wanted)),
				};
	const start = from * whole.axis.length;
	return { analysis, trace, scene, key: wanted, start, width: (share * whole.axis.length) / bins };
}

test('bins hold what counting event by event gives', TIMEOUT, () => {
	fc.assert(
		fc.property(arbScene, (random) => {
			const made = sceneOf(random);
			if (made === null) return;
			const { trace, scene, start, width } = made;
			const { bins, shift } = random;
			const density = new Density(trace, scene.axis, shift);
			const expected = naiveCounts(trace, scene, start, width, bins);
			expect(Array.from(density.count(start, width, bins))).toEqual(expected);
			const [first, lanes] = [density.lanes >> 1, density.lanes - (density.lanes >> 1)];
			const own = expected.slice(first * ACTIVITIES.length * bins);
			expect(Array.from(density.count(start, width, bins, { first, count: lanes }))).toEqual(own);
			const together = density.count(start, width, bins, { first, count: lanes, together: true });
			expect(Array.from(together)).toEqual(
				Array.from({ length: ACTIVITIES.length * bins }, (_, cell) =>
					own.reduce((sum, count, i) => (i % together.length === cell ? sum + count : sum), 0),
				),
			);
			expect(scene.axis.count).toBe(scene.events.length);
			for (const { event, at } of scene.events) expect(scene.axis.position(event)).toBe(at);
		}),
		{ numRuns: RUNS },
	);
});

test('conflicts reach from their first concurrent versions to what resolves them', TIMEOUT, () => {
	fc.assert(
		fc.property(arbScene, (random) => {
			const made = sceneOf(random);
			if (made === null) return;
			const { analysis, scene, key, start, width } = made;
			const { conflicts, versions } = analysis;
			const at = (version: number) => scene.axis.position(versions.event[version]!);
			const all = Array.from({ length: conflicts.count }, (_, conflict) => {
				const members = Array.from(membersOf(conflicts, conflict));
				// The first version in visiting order that is concurrent with one before it, and the last of those.
				const later = members.findIndex((w, i) =>
					members.slice(0, i).some((v) => !versions.happenedBefore(v, w)),
				);
				const begin = Math.max(at(members[later - 1]!), at(members[later]!));
				const resolvers = Array.from(resolversOf(conflicts, conflict), at).filter((p) => !Number.isNaN(p));
				const open = !isResolved(conflicts, conflict);
				const end = open ? scene.axis.length : Math.max(begin, Math.min(...resolvers));
				return { conflict, begin, open, end: Number.isFinite(end) ? end : begin };
			}).filter(
				({ conflict, begin }) => !Number.isNaN(begin) && (key === null || conflicts.key[conflict] === key),
			);
			const spans = conflictSpans(analysis, scene.axis, key);
			const found = Array.from(spans.conflict, (conflict, i) => ({
				conflict,
				begin: spans.start[i]!,
				open: spans.open[i] === 1,
				end: spans.end[i]!,
			}));
			// Vectors that are no partial order make "the one before" a matter of taste.
			if (random.random.kind !== 'wild')
				expect(found.toSorted((a, b) => a.conflict - b.conflict)).toEqual(all);
			expect(found.map(({ begin }) => begin)).toEqual(
				found.map(({ begin }) => begin).toSorted((a, b) => a - b),
			);
			const { bins } = random;
			const counts = spanDensity(spans, start, width, bins);
			const edges = (bin: number) => [start + bin * width, start + (bin + 1) * width] as const;
			const count = (test: (span: (typeof found)[number], low: number, high: number) => boolean) =>
				Array.from({ length: bins }, (_, bin) => found.filter((span) => test(span, ...edges(bin))).length);
			expect(Array.from(counts)).toEqual([
				...count(({ begin, open }, low, high) => open && begin >= low && begin < high),
				...count(({ begin, open }, low, high) => !open && begin >= low && begin < high),
				...count(({ begin, open }, _, high) => open && begin < high),
				...count(({ begin, open, end }, low, high) => !open && begin < high && end >= low),
			]);
		}),
		{ numRuns: RUNS },
	);
});

test('messages are those with an end in the stretch, and those that pass over it', TIMEOUT, () => {
	fc.assert(
		fc.property(arbScene, (random) => {
			const made = sceneOf({ ...random, key: null });
			if (made === null) return;
			const { analysis, trace, scene, start, width } = made;
			const end = start + width * random.bins;
			const on = new Map(scene.events.map(({ event, at }) => [event, at]));
			const inside = (event: number) => on.get(event)! >= start && on.get(event)! < end;
			const receives = scene.events.filter(({ event }) => OP_NAMES[trace.op[event]!] === 'receive');
			const firstOf = (send: number) => Array.from(analysis.sendOf).indexOf(send);
			const expected = [
				...scene.events
					.filter(({ event }) => OP_NAMES[trace.op[event]!] === 'sync' && inside(event))
					.map(({ event }) => `${event} ${event}`),
				...receives
					.map(({ event }) => ({ send: analysis.sendOf[event]!, receive: event }))
					.filter(({ send }) => send >= 0 && on.has(send))
					.filter(({ send, receive }) => inside(receive) || (inside(send) && firstOf(send) === receive))
					.map(({ send, receive }) => `${send} ${receive}`),
			];
			const found = messagesWithin(analysis, scene.axis, start, end, 1e6)!;
			expect(found.map(({ send, receive }) => `${send} ${receive}`).sort()).toEqual(expected.sort());
			expect(messagesWithin(analysis, scene.axis, 0, scene.axis.length, scene.events.length - 1)).toBeNull();
			const over = receives
				.map(({ event }) => [analysis.sendOf[event]!, event] as const)
				.filter(([send]) => send >= 0 && on.has(send))
				.filter((ends) => {
					const [first, last] = ends.map((event) => on.get(event)!).sort((a, b) => a - b);
					return first! < start && last! >= end;
				});
			const passing = new PassingMessages(analysis, scene.axis);
			const { lines, total } = passing.over(start, end, 1e6);
			expect(total).toBe(over.length);
			expect(lines.map(({ send, receive }) => `${send} ${receive}`).sort()).toEqual(
				over.map(([send, receive]) => `${send} ${receive}`).sort(),
			);
			expect(passing.over(start, end, 1).lines.length).toBe(Math.min(1, total));
		}),
		{ numRuns: RUNS },
	);
});

test('partitions are what their definition says', TIMEOUT, () => {
	const traffic = fc.record({
		gaps: fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(200) }), {
			minLength: 5,
			maxLength: 120,
			size: 'max',
		}),
		writeEvery: fc.integer({ min: 1, max: 60 }),
	});
	fc.assert(
		fc.property(traffic, ({ gaps, writeEvery }) => {
			const lines: string[] = [];
			const event = (index: number) =>
				index % writeEvery === 0
					? { op: 'write', at: 'A', key: 'k', value: index }
					: { op: 'read', at: 'C', key: 'k', value: null };
			for (const gap of gaps) {
				for (let i = 0; i < gap; i++) lines.push(JSON.stringify(event(lines.length)));
				lines.push(JSON.stringify({ op: 'sync', from: 'A', to: 'B' }));
			}
			for (let i = 0; i < 50; i++) lines.push(JSON.stringify(event(lines.length)));
			const { trace } = analyseFiles([{ name: 'a', text: lines.join('\n') }]);
			const syncs = lines.flatMap((line, at) => (line.includes('sync') ? [at] : []));
			const distances = syncs.slice(1).map((at, i) => at - syncs[i]!);
			const sorted = distances.toSorted((a, b) => a - b);
			const n = sorted.length;
			const quantile = (q: number) => {
				const value = sorted.find((gap) => sorted.filter((other) => other <= gap).length >= q * n)!;
				const longer = n - Math.ceil(q * n);
				return q === 0.5 || longer >= 5 ? value / -Math.log(1 - q) : 0;
			};
			const usual = Math.max(...[0.5, 0.9, 0.99].map(quantile));
			const limit = usual * Math.log(100 * n);
			const writes = lines.flatMap((line, at) => (line.includes('"write"') ? [at] : []));
			const expected = syncs
				.map((start, i) => ({ start, end: syncs[i + 1] ?? lines.length }))
				.filter(({ start, end }) => end - start > limit && writes.some((at) => at >= start && at <= end));
			const found = findPartitions(trace, lineAxis(trace));
			expect(found.map(({ start, end }) => ({ start, end }))).toEqual(n < 8 ? [] : expected);
		}),
		{ numRuns: RUNS },
	);
});

test('times are sorted, equal ones as they stand', TIMEOUT, () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.double({ min: 0, max: 1e13, noNaN: true }), fc.nat(5))), (values) => {
			const numbers = Float64Array.from(values, (value) => value + 0);
			const expected = values.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]! || a - b);
			expect(Array.from(ascending(numbers))).toEqual(expected);
		}),
		{ numRuns: RUNS },
	);
});
