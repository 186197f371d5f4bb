import { clocksOf } from '../../analysis/clocks/clocks.ts';
import { eventsOf } from '../../analysis/clocks/findings.ts';
import { placeOf, type Shown } from '../shown.ts';
import { clockStory } from './clockStory.ts';

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
	for (const { from, to, min, max, proven, byMessages } of skew.rows())
		yield `${rows++ === 0 ? '\n' : ',\n'}      ${JSON.stringify({ from: id(from), to: id(to), min, max, proven, messages: byMessages })}`;
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
	yield `${rows === 0 ? '' : '\n    '}],\n    "impossible": ${JSON.stringify(impossible)},\n    "backwards": ${JSON.stringify(back)} },\n`;
}
