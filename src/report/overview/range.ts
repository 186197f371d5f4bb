import { eventOf, rankOf } from '../../analysis/overview/axis.ts';
import type { Scene } from '../../analysis/overview/scene.ts';
import { Op } from '../../trace/ops.ts';
import { fileOf, keysOf } from '../../trace/trace.ts';
import { placeOf, type Shown } from '../shown.ts';
import { opName } from '../versionRow.ts';
import type { LineRange, OverviewEvent, OverviewRange } from './model.ts';

/** What stands in [from, to) of the axis, in one lane or in all (null). O(events there). */
export function overviewRange(
	shown: Shown,
	scene: Scene,
	from: number,
	to: number,
	lane: number | null,
): OverviewRange {
	const { axis, density } = scene;
	const { trace } = scene.analysis;
	const all = { first: 0, count: density.lanes, together: true };
	const lanes = lane === null ? all : { first: lane, count: lane < density.lanes ? 1 : 0, together: true };
	const counts = density.count(from, to - from, 1, lanes);
	const end = rankOf(axis, to);
	const wanted = lane === null ? () => true : happensAt(scene, lane);
	/** By file: the first and the last event there, in the order of its lines. */
	const firstOf = new Int32Array(trace.files.length).fill(trace.count);
	const lastOf = new Int32Array(trace.files.length).fill(-1);
	const events = new Float64Array(trace.files.length);
	let first = -1;
	for (let rank = rankOf(axis, from); rank < end; rank++) {
		const event = eventOf(axis, rank);
		if (!wanted(event)) continue;
		if (first < 0) first = event;
		const file = fileOf(trace, event);
		if (event < (firstOf[file] as number)) firstOf[file] = event;
		if (event > (lastOf[file] as number)) lastOf[file] = event;
		events[file]++;
	}
	const lineOf = (event: number | undefined) => trace.line[event as number] as number;
	const lines = trace.files
		.map((_, file): LineRange => ({ file, from: lineOf(firstOf[file]), to: lineOf(lastOf[file]) }))
		.filter(({ file }) => (events[file] as number) > 0)
		.sort((a, b) => (events[b.file] as number) - (events[a.file] as number) || a.file - b.file);
	return {
		lines,
		counts: Array.from(counts),
		first: first < 0 ? null : overviewEvent(shown, first),
	};
}

function happensAt({ analysis: { trace } }: Scene, lane: number): (event: number) => boolean {
	const replica = trace.participants[lane] ?? -1;
	return (event) =>
		trace.replica[event] === replica || (trace.op[event] === Op.sync && trace.peer[event] === replica);
}

function overviewEvent({ analysis: { trace } }: Shown, event: number): OverviewEvent {
	const peer = trace.peer[event] as number;
	const client = trace.client[event] as number;
	const ts = trace.ts[event] as number;
	const [key, ...more] = Array.from(keysOf(trace, event));
	return {
		...placeOf(trace, event),
		op: opName(trace, event),
		replica: trace.replicas.text(trace.replica[event] as number),
		peer: peer < 0 ? null : trace.replicas.text(peer),
		key: key === undefined ? null : trace.keys.text(key),
		moreKeys: more.length,
		client: client < 0 ? null : trace.clients.text(client),
		ts: Number.isFinite(ts) ? ts : null,
	};
}
