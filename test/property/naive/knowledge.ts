import type { EventOrder } from './order.ts';
import type { NaiveEvent, NaiveVersion, Vector } from './types.ts';
import { isDotted, isVersionEvent } from './versions.ts';

/** What replicas hold: the versions of all keys, as sets. */
export interface Knowledge {
	/** What the replica held before this event of its own. */
	before(event: NaiveEvent, replica: string): Set<NaiveVersion>;
	/** What it held after it. */
	after(event: NaiveEvent, replica: string): Set<NaiveVersion>;
}

/**
 * A replica holds what it wrote, what messages and syncs brought it, and, where `vectorsCount`, what the vectors of its
 * events cover. Only `versions` are ever held.
 */
export function knowledgeOf(order: EventOrder, versions: NaiveVersion[], vectorsCount: boolean): Knowledge {
	const known = new Map<string, Map<NaiveEvent, Set<NaiveVersion>>>();

	function before(event: NaiveEvent, replica: string): Set<NaiveVersion> {
		const program = order.programs.get(replica)!;
		const previous = program[program.indexOf(event) - 1];
		return previous === undefined ? new Set() : after(previous, replica);
	}

	function after(event: NaiveEvent, replica: string): Set<NaiveVersion> {
		const ofReplica = known.get(replica) ?? new Map<NaiveEvent, Set<NaiveVersion>>();
		known.set(replica, ofReplica);
		const found = ofReplica.get(event);
		if (found !== undefined) return found;
		const held = new Set(before(event, replica));
		for (const version of brought(event, replica)) held.add(version);
		for (const version of versions) {
			const covered = vectorsCount && version.counter !== null && covers(event, version);
			if (version.event === event || covered) held.add(version);
		}
		ofReplica.set(event, held);
		return held;
	}

	function brought(event: NaiveEvent, replica: string): NaiveVersion[] {
		if (event.op === 'receive') {
			const send = order.sendOf.get(event);
			return send === undefined ? [] : carried(send, after(send, send.at));
		}
		const arrives = event.op === 'sync' && event.to === replica && !order.cutSyncs.has(event);
		return arrives ? carried(event, before(event, event.from!)) : [];
	}

	return { before, after };
}

/** Of what the sender held: the versions of the keys that the message names, or all. */
function carried(message: NaiveEvent, held: Set<NaiveVersion>): NaiveVersion[] {
	return [...held].filter((version) => message.keys === null || message.keys.includes(version.key));
}

/** The vector by which an event tells what its replica holds. */
export function claimOf(event: NaiveEvent): Vector | null {
	if (isVersionEvent(event)) return isDotted(event) ? event.context : event.vv;
	return event.op === 'receive' || event.op === 'read' || event.op === 'state' ? event.vv : null;
}

/** Whether the event's vector speaks of this key. */
function claimsKey(event: NaiveEvent, key: string): boolean {
	return event.keys === null || event.keys.includes(key);
}

function covers(event: NaiveEvent, version: NaiveVersion): boolean {
	const claim = claimOf(event);
	if (claim === null || !claimsKey(event, version.key)) return false;
	const counter = claim.get(version.replica) ?? 0;
	// A plain vector's own entry is the dot of the version being written: its context, one less, is what the writer had seen.
	const own = isVersionEvent(event) && !isDotted(event) && version.replica === event.at;
	return (own ? counter - 1 : counter) >= version.counter!;
}
