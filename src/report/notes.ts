import { createsVersion, isMessage } from '../trace/ops.ts';
import type { PartRead, Shown } from './shown.ts';
import { count, figure, visible } from './visible.ts';

/** What the reader must know to judge the figures, in sentences: their basis, and what is left out. O(versions + events). */
export function notesOn(shown: Shown): string[] {
	const notes = notesOnAnalysis(shown);
	return shown.partial ? [partNote(shown.partial), ...notes] : notes;
}

function partNote({ bytes, total, goesOn }: PartRead): string {
	const so = goesOn ? 'have been read so far' : 'were read, then the reading was stopped';
	return `Only the first ${megabytes(bytes)}${total === null ? '' : ` of ${megabytes(total)}`} MB ${so}: what follows may resolve these conflicts, and hold others.`;
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}

function notesOnAnalysis({ analysis }: Shown): string[] {
	const { trace, versions } = analysis;
	if (trace.count === 0)
		return [skippedLines(analysis) === 0 ? 'The trace has no events.' : unread(analysis)];
	const notes = versions.count === 0 ? [withoutVersions(analysis)] : basis(analysis);
	let excluded = 0;
	for (const flag of versions.excluded) excluded += flag;
	if (excluded > 0) {
		notes.push(
			`${count(excluded, 'version')} of ${figure(versions.count)} ${excluded === 1 ? 'is' : 'are'} left out of pairs and conflicts, since ${excluded === 1 ? 'its vector is' : 'their vectors are'} absent or contradictory; the findings tell which.`,
		);
	}
	if (skippedLines(analysis) > 0) notes.push(unread(analysis));
	notes.push(...trace.notes);
	const merged = analysis.totals.mergedPairs;
	if (merged > 0) {
		notes.push(
			`${count(merged, 'pair')} of concurrent edits of counters, lists and texts ${merged === 1 ? 'merges' : 'merge'} without loss and ${merged === 1 ? 'is' : 'are'} no conflict.`,
		);
	}
	const ignored = ignoredKinds(analysis);
	if (ignored !== '') notes.push(`Records that say nothing of versions are passed over: ${ignored}.`);
	return notes;
}

function basis(analysis: Shown['analysis']): string[] {
	const { trace } = analysis;
	const sure = `Conflicts are ${analysis.certainty}`;
	if (trace.madeDots) {
		const weaker = analysis.trace.imported?.evidence.some((evidence) => evidence > 0) ?? false;
		return weaker
			? ['Causality is what the log tells of who had seen what; of each conflict it says how sure that is.']
			: ['Causality is the one that the system itself recorded. Conflicts are proven by it.'];
	}
	if (analysis.causality === 'recorded') {
		return [`Causality is the one that the versions record (vv, or dot and context). ${sure} by it.`];
	}
	let messages = false;
	let withVector = false;
	for (let event = 0; event < trace.count && !(messages && withVector); event++) {
		if (isMessage(trace.op[event] as number)) messages = true;
		if (createsVersion(trace.op[event] as number) && (trace.vector[event] as number) >= 0) withVector = true;
	}
	const why = withVector ? 'although some versions record vectors' : 'since the versions record no vectors';
	const note = `Causality is derived from who wrote and received what, ${why}. ${sure} by that, as far as the trace has every message.`;
	return messages
		? [note]
		: [
				note,
				'The trace has no messages: writes at different replicas are concurrent throughout, which may be wrong.',
			];
}

function withoutVersions({ concurrentEventPairs }: Shown['analysis']): string {
	return concurrentEventPairs === null
		? 'The trace has no writes, so there is nothing that could conflict.'
		: `The events have vector clocks but tell of no writes, so there is nothing that could conflict. ${count(concurrentEventPairs, 'pair')} of events ${concurrentEventPairs === 1 ? 'is' : 'are'} concurrent.`;
}

/** `DownloadProgress 12, StateChanged 3`. */
function ignoredKinds({ trace }: Shown['analysis']): string {
	const kinds = new Map<string, number>();
	for (const file of trace.files)
		for (const [kind, records] of Object.entries(file.ignored))
			kinds.set(kind, (kinds.get(kind) ?? 0) + records);
	return [...kinds].map(([kind, records]) => `${visible(kind)} ${figure(records)}`).join(', ');
}

function skippedLines({ trace }: Shown['analysis']): number {
	let skipped = 0;
	for (const file of trace.files) for (const lines of Object.values(file.skipped)) skipped += lines;
	return skipped;
}

function unread(analysis: Shown['analysis']): string {
	const skipped = skippedLines(analysis);
	return `${count(skipped, 'line')} could not be read as ${skipped === 1 ? 'an event' : 'events'} and ${skipped === 1 ? 'is' : 'are'} left out; the findings tell why.`;
}
