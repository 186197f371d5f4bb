import { isResolved, membersOf, resolversOf } from '../analysis/conflicts.ts';
import type { FindingText } from './findingText.ts';
import type { RelatedPlace } from './model.ts';
import { placeOf, type Shown, valueText } from './shown.ts';
import { inFileOrder, opName } from './versionRow.ts';
import { brief, count, figure, quoted, word } from './visible.ts';

/** More related places than these nobody reads; the message tells how many there are. */
const MAX_RELATED = 20;
/** How many versions a message names before it only counts them. */
const NAMED = 3;

/** What a conflict is called as a finding. */
export function conflictCode({ analysis }: Shown, conflict: number): 'conflict-open' | 'conflict-resolved' {
	return isResolved(analysis.conflicts, conflict) ? 'conflict-resolved' : 'conflict-open';
}

/** The event at which a conflict is shown: its last version in file order. Linear in its versions. */
export function conflictEvent({ analysis: { conflicts, versions } }: Shown, conflict: number): number {
	let last = -1;
	for (const version of membersOf(conflicts, conflict))
		last = Math.max(last, versions.event[version] as number);
	return last;
}

/**
 * A conflict in words, as seen from its last version: what stands against what, what became of it, and where the others, the
 * detecting and the resolving lines stand. O(n log n) for its n versions.
 */
export function conflictText(shown: Shown, conflict: number): FindingText {
	const { trace, conflicts, versions } = shown.analysis;
	const members = inFileOrder(versions, membersOf(conflicts, conflict));
	const resolvers = inFileOrder(versions, resolversOf(conflicts, conflict));
	const last = versionText(shown, members[members.length - 1] as number);
	const others = members.subarray(0, members.length - 1);
	const relate = (event: number, message: string): RelatedPlace => ({ ...placeOf(trace, event), message });
	const related = [
		...Array.from(others.subarray(0, MAX_RELATED), (version) =>
			relate(versions.event[version] as number, versionText(shown, version)),
		),
		...detectedPlace(shown, conflict),
		...Array.from(resolvers.subarray(0, MAX_RELATED), (version) =>
			relate(versions.event[version] as number, `resolved by ${versionText(shown, version)}`),
		),
	];
	const key = quoted(trace.keys.text(conflicts.key[conflict] as number));
	const pairs = count(conflicts.pairs[conflict] as number, 'concurrent pair');
	const against =
		others.length === 1
			? `${versionText(shown, others[0] as number)} were written without knowledge of each other.`
			: `${figure(others.length)} other versions stand against each other (${pairs}): their writers did not all know of one another.`;
	const unlisted =
		others.length > MAX_RELATED ? ` The first ${MAX_RELATED} of the other versions are listed.` : '';
	return {
		message: `Conflict on key ${key}: ${last} and ${against} ${outcome(shown, resolvers)}${unlisted}`,
		related,
	};
}

function outcome(shown: Shown, resolvers: Int32Array): string {
	if (resolvers.length === 0) return 'It is still open.';
	const { trace, versions } = shown.analysis;
	const named = Array.from(resolvers.subarray(0, NAMED), (version) => {
		const event = versions.event[version] as number;
		return `the ${opName(trace, event)} on line ${figure(trace.line[event] as number)}`;
	}).join(' and ');
	const more = resolvers.length > NAMED ? ` and ${figure(resolvers.length - NAMED)} more` : '';
	return `It was resolved by ${named}${more}.`;
}

function detectedPlace({ analysis: { trace, conflicts } }: Shown, conflict: number): RelatedPlace[] {
	const event = conflicts.detectedEvent[conflict] as number;
	if (event < 0) return [];
	const replica = word(trace.replicas.text(conflicts.detectedReplica[conflict] as number));
	return [{ ...placeOf(trace, event), message: `detected here: ${replica} now holds concurrent versions` }];
}

/** A version as part of a sentence: `"pending" by User A at R1`. */
function versionText(shown: Shown, version: number): string {
	const { trace, versions } = shown.analysis;
	const event = versions.event[version] as number;
	const value = valueText(shown, event, 200);
	const what = value === null ? `the ${opName(trace, event)}` : brief(value.text, 40);
	const client = trace.client[event] as number;
	const who = client < 0 ? '' : ` by ${brief(trace.clients.text(client), 40)}`;
	return `${what}${who} at ${word(trace.replicas.text(trace.replica[event] as number))}`;
}
