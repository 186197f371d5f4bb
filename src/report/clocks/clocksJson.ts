import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { eventsOf } from '../../analysis/clocks/findings.ts';
import { placeOf, type Shown } from '../shown.ts';
import { clockStory } from './clockStory.ts';

/** There are so many pairs with more than 300 replicas: a list of all would be longer than the trace. */
const MAX_ROWS = 100_000;

/**
 * The field `clocks` of the JSON report, with a comma behind it. Bounds are milliseconds of the clock of `to` minus the clock of
 * `from`; they rest on messages and on causally ordered writes, `messages` on messages alone. Where the times contradict
 * each other, they are what holds in every stretch without a contradiction that bounds the pair.
 */
export function* clocksJson(shown: Shown): Iterable<string> {
	const { trace } = shown.analysis;
	const { inversions, ties, skew, backSteps, hlcViolations } = clocksOf(shown.analysis);
	const id = (replica: number) => trace.replicas.text(replica);
	const story = clockStory(shown);
	yield `  "clocks": ${JSON.stringify({
		inversions: inversions.count,
		ties: ties.count,
		hlcViolations: hlcViolations.length,
		headline: story?.headline ?? null,
		facts: story?.facts ?? [],
	}).slice(0, -1)},\n    "skew": [`;
	let rows = 0;
	for (const { from, to, min, max, proven, byMessages } of skew.rows()) {
		if (rows >= MAX_ROWS) {
			rows++;
			continue;
		}
		const row = { from: id(from), to: id(to), min, max, proven, messages: byMessages };
		yield `${rows++ === 0 ? '\n' : ',\n'}      ${JSON.stringify(row)}`;
	}
	const impossible = skew.contradictions.map(({ replicas, steps, ms }) => {
		const places = eventsOf(steps).map((event) => placeOf(trace, event));
		return {
			replicas: replicas.map(id),
			lines: places.map(({ line }) => line),
			files: places.map(({ file }) => trace.files[file]?.name ?? ''),
			byMs: ms,
		};
	});
	const back = backSteps.map(({ replica, ms, times, event }) => ({
		replica: id(replica),
		line: trace.line[event],
		byMs: ms,
		times,
	}));
	yield `${rows === 0 ? '' : '\n    '}],\n    "skewPairs": ${rows},\n    "impossible": ${JSON.stringify(impossible)},\n    "backwards": ${JSON.stringify(back)} },\n`;
}
