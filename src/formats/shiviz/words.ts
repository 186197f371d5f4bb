import { RE2JS } from 're2js';

/** What the text of an event tells of a key, or of a message. */
export interface Words {
	kind: 'write' | 'delete' | 'send' | 'receive';
	key?: string;
	/** As it stands in the text. */
	value?: string;
	/** What the message is called. */
	message?: string;
	/** The other side of a message. */
	peer?: string;
}

/** Reads the text of an event; null where it is about no key and no message. */
export type ReadWords = (text: string) => Words | null;

const DELETES = /^(del|delete|deleted|deletes|remove|removed|removes|unset|tombstone)$/i;

/** What a word for an operation means for the key. */
export function kindOf(op: string | undefined): 'write' | 'delete' {
	return DELETES.test(op ?? '') ? 'delete' : 'write';
}

/**
 * By a user's expression with the groups `key`, and `value` and `op` if it has them: what matches is a write, or a delete where
 * `op` says so.
 *
 * @throws Error where RE2 cannot use it
 */
export function wordsBy(pattern: string): ReadWords {
	const expression = RE2JS.compile(pattern);
	const groups = Object.keys(expression.namedGroups());
	if (!groups.includes('key')) throw new Error('the expression has no group "key"');
	return (text) => {
		const matcher = expression.matcher(text);
		if (!matcher.find()) return null;
		const group = (name: string) => (groups.includes(name) ? (matcher.group(name) ?? undefined) : undefined);
		return {
			kind: kindOf(group('op')),
			key: group('key'),
			value: group('value'),
		};
	};
}

const WRITE = /(?:^|\s)(put|set|write|del|delete|remove) key=(\S+)(?: value=("(?:[^"\\]|\\.)*"|\S+))?/;
const MESSAGE = /(?:^|\s)(send|recv|receive) (.*)$/;

/**
 * The words of a key-value store that logs `put key=k01 value="v" …`, `del key=k01 …`, and messages as `send … op=ID to=HOST` and
 * `recv … op=ID from=HOST`. Other texts are about nothing.
 */
export function usualWords(text: string): Words | null {
	const write = WRITE.exec(text);
	if (write !== null) {
		const [, op = '', key, value] = write;
		return { kind: kindOf(op), key, value };
	}
	const [, verb, rest = ''] = MESSAGE.exec(text) ?? [];
	if (verb === undefined) return null;
	const field = (name: string) => new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(rest)?.[1];
	const message = field('msg') ?? field('id') ?? field('op');
	const peer = field(verb === 'send' ? 'to' : 'from');
	if (message === undefined || peer === undefined) return null;
	return { kind: verb === 'send' ? 'send' : 'receive', message, peer, key: field('key') };
}
