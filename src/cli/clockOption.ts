import { InvalidArgumentError, Option } from 'commander';
import { quoted } from '../report/visible.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from './fail.ts';

/** How far clocks are ahead by what the user knows: replica id to milliseconds. */
export type GivenClocks = ReadonlyMap<string, number>;

export const clockOption = () =>
	new Option(
		'--clock <replica=ms>',
		'how far a clock is ahead, as in R1=+200; instead of what the trace proves (may be given several times)',
	).argParser<GivenClocks>((text, before) => {
		const at = text.lastIndexOf('=');
		const ms = Number(text.slice(at + 1));
		if (at < 1 || text.slice(at + 1).trim() === '' || !Number.isFinite(ms))
			throw new InvalidArgumentError('It must be a replica and milliseconds, as in R1=+200.');
		return new Map(before ?? []).set(text.slice(0, at), ms);
	});

/** The same by the numbers of the trace's replicas. */
export function clocksOfReplicas(trace: Trace, given: GivenClocks | undefined): Map<number, number> {
	const clocks = new Map<number, number>();
	for (const [id, ms] of given ?? []) {
		const replica = trace.replicas.find(id);
		if (replica < 0) throw new UsageError(`--clock names ${quoted(id)}, which is no replica of the trace`);
		clocks.set(replica, ms);
	}
	return clocks;
}
