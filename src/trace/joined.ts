import { BlockAppender, BlockTaker } from './eventBlock.ts';
import { TraceBuilder, type TraceFile } from './trace.ts';

/** Whether a trace can be a part of a joined one: {@link joined} does not take over what only imported events have. */
export function isJoinable({ imported }: TraceBuilder): boolean {
	return imported === null;
}

/**
 * One trace of the files that each of these builders has read, one file a builder: the same as of reading them one after the other.
 * The parts stay as they are, and can go on. Linear in the events.
 */
export function joined(parts: readonly TraceBuilder[]): TraceBuilder {
	const whole = new TraceBuilder(parts[0]?.format ?? 'native');
	whole.reserve(parts.reduce((sum, { count }) => sum + count, 0));
	for (const [number, part] of parts.entries()) {
		const { name, bytes, ignored, skipped, lines } = part.files[0] as TraceFile;
		const file = whole.beginFile(name);
		new BlockAppender(whole).append(
			new BlockTaker(part).take({ ...(part.files[0] as TraceFile) }),
			file,
			number,
		);
		Object.assign(file, {
			bytes,
			lines,
			skipped: { ...skipped },
			ignored: { ...ignored },
			endEvent: whole.count,
		});
		takeHeader(whole, part);
	}
	return whole;
}

/** What a part's header told; of several headers that name one replica, the later one counts. */
function takeHeader(whole: TraceBuilder, part: TraceBuilder): void {
	const replicaOf = (replica: number) => whole.replicas.internText(part.replicas.text(replica));
	for (const [replica, info] of part.replicaInfo) whole.replicaInfo.set(replicaOf(replica), info);
	for (const [replica, execution] of part.executionOf) whole.executionOf.set(replicaOf(replica), execution);
	for (const key of part.mergingKeys) whole.mergingKeys.add(whole.keys.internText(part.keys.text(key)));
	whole.notes.push(...part.notes);
	whole.hasHeader ||= part.hasHeader;
	whole.madeDots ||= part.madeDots;
	if (part.system !== null) whole.system = { ...whole.system, ...part.system };
}
