import type { Analysis } from '../../analysis/analysis.ts';
import { createsVersion, Op } from '../../trace/ops.ts';
import { Flag } from '../../trace/trace.ts';
import { type Concern, concernOf } from './concern.ts';
import type { KeyKnowledge } from './keyKnowledge.ts';
import { receivedSends } from './receivedSends.ts';
import type { Page } from './step.ts';

/** Which part of a key's events is drawn. */
export interface KeySlice {
	readonly key: number;
	/** Places in the causal order, both included. */
	readonly first: number;
	readonly last: number;
	/** The versions that are drawn, by the event that creates them. */
	readonly versions: ReadonlyMap<number, number>;
	/** Events that are drawn even where they bring nothing new. */
	readonly always: ReadonlySet<number>;
	/** Whether messages that name the key are drawn even where they bring nothing new. */
	readonly allNamed: boolean;
	/** Lines of the trace's first file to which what is drawn is restricted; null for none. */
	readonly lines: { from: number; to: number } | null;
	readonly knowledge: KeyKnowledge;
}

/**
 * Draws the events of a key: its versions, reads and states, and the messages that brought a replica something of it that it
 * had not known. One pass over the slice; O(entries of a vector) for an event of the key.
 */
export function drawKey(analysis: Analysis, slice: KeySlice, page: Page): void {
	const { trace, order, versions } = analysis;
	const { knowledge, lines, key } = slice;
	const received = receivedSends(analysis);
	const underWay = new Map<number, ReturnType<KeyKnowledge['snapshot']>>();
	const draw = (event: number, as?: 'lost') => {
		const line = trace.line[event] as number;
		if (lines === null || (line >= lines.from && line <= lines.to)) page.add(event, as);
	};
	for (let place = slice.first; place <= slice.last; place++) {
		const event = order === null ? place : (order[place] as number);
		const op = trace.op[event] as number;
		let concern = concernOf(trace, event, key);
		if (concern === 'none') continue;
		const at = trace.replica[event] as number;
		if (createsVersion(op)) {
			const version = slice.versions.get(event);
			if (version === undefined) continue;
			if (versions.excluded[version] === 0) knowledge.learn(at, versions.entries(version));
			draw(event);
		} else if (op === Op.read || op === Op.state || op === Op.event) {
			learnVector(event);
			draw(event);
		} else if (op === Op.send) {
			if (received[event] === 1) underWay.set(event, knowledge.snapshot(at));
			else if (knowledge.knowsAnything(at) || isWanted(concern)) draw(event, 'lost');
		} else if (op === Op.sync) {
			const news = knowledge.learn(trace.peer[event] as number, knowledge.snapshot(at));
			if (news || slice.always.has(event) || isWanted(concern)) draw(event);
		} else {
			const send = analysis.sendOf[event] ?? -1;
			if (concern === 'all' && send >= 0) concern = concernOf(trace, send, key);
			if (concern === 'none') continue;
			// What a message brings, it brings the first time.
			const brought = underWay.get(send);
			underWay.delete(send);
			const news = brought !== undefined && knowledge.learn(at, brought);
			const told = learnVector(event);
			if (news || told || slice.always.has(event) || isWanted(concern)) draw(event);
		}
	}

	function isWanted(concern: Concern): boolean {
		return slice.allNamed && concern === 'named';
	}

	/** A vector says what the replica of its event knows, if the event is about this key alone. */
	function learnVector(event: number): boolean {
		const vector = trace.vector[event] as number;
		if (vector < 0 || trace.key[event] !== key || ((trace.flags[event] as number) & Flag.vector) === 0)
			return false;
		const entries = Array.from(
			{ length: trace.vectors.size(vector) },
			(_, i) => [trace.vectors.replica(vector, i), trace.vectors.counter(vector, i)] as const,
		);
		return knowledge.learn(trace.replica[event] as number, entries);
	}
}
