import { countBelow } from '../../analysis/overview/conflictSpans.ts';
import { type MessageLine, messagesWithin } from '../../analysis/overview/messageLines.ts';
import type { Scene } from '../../analysis/overview/scene.ts';
import type {
	OverviewDetails,
	OverviewMessages,
	OverviewPartition,
	OverviewPartitions,
	OverviewSpans,
} from './model.ts';

/** More conflicts than these nobody tells apart on a screen. */
const MAX_SPANS = 600;
/** Nor more than these that reach through all of it: they would leave no room for the others. */
const MAX_THROUGHOUT = 8;
/** Among more events than these no message is told from another. */
const MAX_EVENTS = 3000;
/** Nor these, that pass over all of it. */
const MAX_PASSING = 200;
const MAX_PARTITIONS = 2000;

/** What can be told apart in [from, to) of the axis. O(conflicts + events looked at). @param keys whether with the conflicts' keys */
export function overviewDetails(scene: Scene, from: number, to: number, keys = false): OverviewDetails {
	const { spans, chosen, throughout } = spansWithin(scene, from, to);
	const { trace, conflicts } = scene.analysis;
	const keyOf = (i: number) => trace.keys.text(conflicts.key[spans.conflict[i] as number] as number);
	return {
		spans:
			chosen.length > MAX_SPANS
				? null
				: { ...columns(spans, chosen), ...(keys && { keys: chosen.map(keyOf) }) },
		throughout,
		...messagesOf(scene, from, to),
	};
}

function spansWithin({ spans }: Scene, from: number, to: number) {
	const { count, start, end, open } = spans;
	const chosen: number[] = [];
	const through: number[] = [];
	const throughout: [number, number] = [0, 0];
	const before = countBelow(start, from);
	for (let i = 0; i < before; i++) {
		if ((end[i] as number) >= to) {
			throughout[open[i] === 1 ? 0 : 1]++;
			if (through.length <= MAX_THROUGHOUT) through.push(i);
		} else if ((end[i] as number) >= from && chosen.length <= MAX_SPANS) chosen.push(i);
	}
	for (let i = before; i < count && (start[i] as number) < to && chosen.length <= MAX_SPANS; i++)
		chosen.push(i);
	if (through.length > MAX_THROUGHOUT) return { spans, chosen, throughout };
	return { spans, chosen: [...through, ...chosen], throughout: [0, 0] as [number, number] };
}

function columns(spans: Scene['spans'], chosen: readonly number[]): OverviewSpans {
	return {
		conflict: Int32Array.from(chosen, (i) => spans.conflict[i] as number),
		start: Float64Array.from(chosen, (i) => spans.start[i] as number),
		end: Float64Array.from(chosen, (i) => spans.end[i] as number),
		open: Uint8Array.from(chosen, (i) => spans.open[i] as number),
	};
}

function messagesOf(scene: Scene, from: number, to: number): Pick<OverviewDetails, 'messages' | 'passing'> {
	const within = messagesWithin(scene.analysis, scene.axis, from, to, MAX_EVENTS);
	if (within === null) return { messages: null, passing: 0 };
	const { lines, total } = scene.passing.over(from, to, MAX_PASSING);
	return total > MAX_PASSING
		? { messages: messageColumns(scene, within), passing: total }
		: { messages: messageColumns(scene, [...within, ...lines]), passing: 0 };
}

function messageColumns(scene: Scene, found: readonly MessageLine[]): OverviewMessages {
	const { axis } = scene;
	const { trace } = scene.analysis;
	const lane = laneOf(scene);
	return {
		sent: Float64Array.from(found, ({ send }) => axis.position(send)),
		received: Float64Array.from(found, ({ receive }) => axis.position(receive)),
		from: Int32Array.from(found, ({ send }) => lane(trace.replica[send] as number)),
		to: Int32Array.from(found, ({ send, receive }) =>
			lane((send === receive ? trace.peer[send] : trace.replica[receive]) as number),
		),
		sendLine: Int32Array.from(found, ({ send }) => trace.line[send] as number),
		receiveLine: Int32Array.from(found, ({ receive }) => trace.line[receive] as number),
	};
}

/** All partitions of the scene's axis. O(events), once. */
export function overviewPartitions(scene: Scene): OverviewPartitions {
	const lane = laneOf(scene);
	const longest = [...scene.partitions].sort((a, b) => b.end - b.start - (a.end - a.start));
	return {
		partitions: longest
			.slice(0, MAX_PARTITIONS)
			.map(({ a, b, ...rest }): OverviewPartition => ({ a: lane(a), b: lane(b), ...rest })),
		more: Math.max(0, longest.length - MAX_PARTITIONS),
	};
}

/** By replica number: its lane, or -1. */
function laneOf({ analysis: { trace } }: Scene): (replica: number) => number {
	const lanes = new Map(trace.participants.map((replica, lane) => [replica, lane]));
	return (replica) => lanes.get(replica) ?? -1;
}
