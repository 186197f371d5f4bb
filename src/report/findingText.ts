import type { Guarantee } from '../analysis/convergence/guarantees.ts';
import type { FindingCode, FindingStore } from '../trace/finding.ts';
import { OP_NAMES } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';
import { dotOf } from './dot.ts';
import type { RelatedPlace } from './model.ts';
import { placeOf } from './shown.ts';
import { figure, quoted, word } from './visible.ts';

/** What a finding says in words, and how its related places are to be read. */
export interface FindingText {
	message: string;
	related: RelatedPlace[];
}

/** Codes whose findings are told elsewhere: of conflicts, of clocks, of convergence. */
type ToldElsewhere =
	| 'conflict-open'
	| 'conflict-resolved'
	| 'diverged'
	| 'causal-inversion'
	| 'clock-skew'
	| 'clock-step'
	| 'hlc-violation'
	| 'timestamp-tie'
	| 'stale-read'
	| Guarantee;

type StoredCode = Exclude<FindingCode, ToldElsewhere>;

interface Words {
	/** `about` is the finding's event with its names ready for a sentence. */
	message(about: About): string;
	/** What a related event is. */
	related?(about: About, place: number): string;
}

/** A finding's numbers and its event's names, ready for a sentence. */
interface About {
	/** The finding's numbers and text; their meaning depends on the code and is told by the sentences below. */
	a: number;
	b: number;
	text: string;
	op: string;
	/** The replica at which the event happens. */
	at: string;
	/** The other side of a message. */
	peer: string;
	key: string;
	message: string;
	/** The event's dot, and its counter. */
	dot: string;
	counter: number;
	/** The dot (a, b): a replica's number and a counter. */
	claimed: string;
	/** Replica number a. */
	named: string;
	/** The replicas of the related events. */
	others: readonly string[];
}

const UNSOUND: Record<string, string> = {
	'no-own-entry': 'The vector has no entry of its own replica, so that the version has no dot.',
	'own-past': 'The vector puts the version into its own past.',
	mutual: 'Each of two versions has the other one in its past, which no order of events allows.',
};

const WORDS: Record<StoredCode, Words> = {
	'malformed-line': {
		message: ({ a, text }) =>
			`Expected ${text}${a < 0 ? '' : ` at byte ${figure(a + 1)} of the line`}. What cannot be read is left out.`,
	},
	'unknown-op': {
		message: ({ text }) =>
			`${quoted(text)} is no operation, so the line is left out. There are ${OP_NAMES.join(', ')}, and header on the first line.`,
	},
	'missing-field': {
		message: ({ text, op }) =>
			op === ''
				? `The line lacks the field ${text} and is left out.`
				: `This ${op} lacks ${text}: it tells nothing of causality and is left out of pairs and conflicts.`,
	},
	'vector-unsound': {
		message: ({ text }) => `${UNSOUND[text] ?? `${text}.`} The version is left out of pairs and conflicts.`,
		related: () => 'the version that contradicts it',
	},
	'dot-reused': {
		message: ({ dot, key }) =>
			`The dot ${dot} of key ${key} is used a second time: two different versions pass for one, and replicas that compare vectors will drop one of them unseen.`,
		related: ({ dot }) => `first use of ${dot}`,
	},
	'counter-regression': {
		message: ({ dot, key, a }) =>
			`The counter falls: ${dot} of key ${key} comes after ${figure(a)}. A replica that restarts from old data gives out the same ids again.`,
		related: () => 'the version with the higher counter',
	},
	'counter-gap': {
		message: ({ dot, key, a, counter }) =>
			counter - a === 2
				? `The counter skips ${figure(a + 1)}: ${dot} of key ${key} comes after ${figure(a)}. One version is not in the trace.`
				: `The counter skips from ${figure(a)} to ${figure(counter)}: before ${dot} of key ${key}, ${figure(counter - a - 1)} versions are not in the trace.`,
		related: () => 'the version before the gap',
	},
	'vector-claims-unseen': {
		message: ({ at, op, key, claimed, text }) =>
			text === ''
				? `The vector of this ${op} claims ${claimed} of key ${key}, but nothing in the trace had brought that version to ${at} yet.`
				: `The vector of this ${op} claims ${claimed} of key ${key}, but the trace has no such version.`,
		related: () => 'the version that is claimed',
	},
	'vector-misses-seen': {
		message: ({ at, op, key, claimed }) =>
			`${at} had already seen ${claimed} of key ${key}, but the vector of this ${op} leaves it out: versions can then pass for concurrent although they are not.`,
		related: () => 'the version that is left out',
	},
	'receive-without-send': {
		message: ({ at, peer, message }) =>
			`${at} receives message ${message} from ${peer}, but the trace has no send of it: what it carried is unknown.`,
	},
	'receive-before-send': {
		message: ({ at, peer, message }) =>
			`${at} receives message ${message} before ${peer} sends it: by the order of each replica's own events, the send comes after what this receive led to. The message is taken to carry nothing.`,
		related: () => 'the send',
	},
	'duplicate-receive': {
		message: ({ at, peer, message }) => `${at} receives message ${message} from ${peer} again.`,
		related: () => 'the first time',
	},
	'written-away-from-home': {
		message: ({ at, op, key, text }) =>
			`This ${op} of key ${key} happens at ${at}, but the key's home is ${word(text)}: two replicas that accept its writes can conflict.`,
	},
	'unknown-replica': { message: ({ named }) => `The header does not name the replica ${named}.` },
	'clock-cycle': {
		message: ({ at }) =>
			`The clock of this event of ${at} covers an event that covers this one: each would have happened before the other.`,
		related: () => 'the event that covers this one',
	},
	'clock-regression': {
		message: ({ at, named, b, text }) =>
			text === 'order'
				? `Event ${figure(b)} of ${at} stands in the log after a later one.`
				: `The entry of ${named} in the clock of ${at} falls to ${figure(b)}: knowledge that this host had is gone, as after a restart.`,
		related: () => "the host's event before",
	},
	'clock-gap': {
		message: ({ at, a, b }) =>
			b - a === 2
				? `The log lacks event ${figure(a + 1)} of ${at}.`
				: `The log lacks the events ${figure(a + 1)} to ${figure(b - 1)} of ${at}.`,
		related: () => 'the last event before the gap',
	},
	'clock-unknown-event': {
		message: ({ claimed }) => `The clock covers ${claimed}, an event that the log does not have.`,
	},
	'late-delivery': {
		message: ({ at, peer, message }) =>
			`${at} receives message ${message} after one that ${peer} sent later: on its way it was overtaken.`,
		related: () => 'the send',
	},
	'file-left-out': { message: ({ text }) => text },
	'damaged-file': { message: ({ text }) => text },
	'limit-exceeded': { message: ({ text }) => text },
	'write-vanished': { message: ({ text }) => text, related: () => 'what is there instead' },
	'not-a-conflict': {
		message: ({ others: [seen = 'a replica', writer = 'another one'] }) =>
			seen === writer
				? `Not a conflict: both writes are of ${writer}, one after the other.`
				: `Not a conflict: ${writer} had seen ${seen}'s write.`,
		related: (_, place) => (place === 0 ? 'the write that had been seen' : 'the write made on top of it'),
	},
	'imported-note': { message: ({ text }) => text },
};

/** Puts a stored finding into words. Constant time but for its related events. */
export function findingText(trace: Trace, findings: FindingStore, id: number): FindingText {
	const words = WORDS[findings.code(id) as StoredCode];
	const about = aboutOf(trace, findings, id);
	return {
		message: words.message(about),
		related: Array.from(findings.related(id), (event, place) => ({
			...placeOf(trace, event),
			message: words.related?.(about, place) ?? 'see here',
		})),
	};
}

function aboutOf(trace: Trace, findings: FindingStore, id: number): About {
	const event = findings.event(id);
	const [a, b] = [findings.a(id), findings.b(id)];
	const replica = (number: number | undefined) =>
		number === undefined || number < 0 || number >= trace.replicas.size
			? 'a replica'
			: word(trace.replicas.text(number));
	const dot = event < 0 ? null : dotOf(trace, event);
	const key = trace.key[event] ?? -1;
	const message = trace.message[event] ?? -1;
	return {
		a,
		b,
		text: findings.text(id) ?? '',
		op: OP_NAMES[trace.op[event] ?? -1] ?? '',
		at: replica(trace.replica[event]),
		peer: replica(trace.peer[event]),
		key: key < 0 ? 'several keys' : quoted(trace.keys.text(key)),
		message: message < 0 ? 'without an id' : word(trace.messages.text(message)),
		dot: dot === null ? 'the dot' : `${replica(dot.replica)}:${dot.counter}`,
		counter: dot?.counter ?? 0,
		claimed: `${replica(a)}:${b}`,
		named: replica(a),
		others: Array.from(findings.related(id), (other) => replica(trace.replica[other])),
	};
}
