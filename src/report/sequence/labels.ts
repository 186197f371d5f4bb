import { Op } from '../../trace/ops.ts';
import { keysOf } from '../../trace/trace.ts';
import { type Shown, valueText } from '../shown.ts';
import { label } from './label.ts';
import type { Step } from './step.ts';

const KEY_LENGTH = 40;
const VALUE_LENGTH = 60;
const MESSAGE_LENGTH = 30;
/** A message of many keys names these first ones. */
const NAMED_KEYS = 3;

const VERBS: Record<number, string> = {
	[Op.write]: 'Write',
	[Op.delete]: 'Delete',
	[Op.merge]: 'Merge',
	[Op.read]: 'Read',
	[Op.state]: 'State',
	[Op.event]: 'Event',
};

/** What a write, delete, merge, read or state says: `Write: status="pending"`. */
export function dataLabel(shown: Shown, event: number): string {
	const { trace } = shown.analysis;
	const value = valueText(shown, event, VALUE_LENGTH * 4 + 4);
	const number = trace.key[event] as number;
	if (number < 0) {
		// An event that is about no key: all it says is its text.
		const text = value === null ? '' : `: ${label(value.text, VALUE_LENGTH)}`;
		return `${VERBS[trace.op[event] as number]}${text}`;
	}
	const key = label(trace.keys.text(number), KEY_LENGTH);
	const what = value === null ? '' : `=${label(value.text, VALUE_LENGTH)}`;
	return `${VERBS[trace.op[event] as number]}: ${key}${what}`;
}

/** What a sync or a message says: `Sync`, `Message m1: status`, `Message m1 lost`. `key` is named first. */
export function messageLabel(shown: Shown, { event, as }: Step, key: number | null): string {
	const { trace, sendOf } = shown.analysis;
	if (trace.op[event] === Op.sync) return `Sync${keysLabel(shown, event, key)}`;
	const id = trace.message[event] as number;
	const name = `Message ${label(id < 0 ? '' : trace.messages.text(id), MESSAGE_LENGTH)}`;
	if (as === 'lost') return `${name} lost${keysLabel(shown, event, key)}`;
	const send = trace.op[event] === Op.receive ? (sendOf[event] ?? -1) : event;
	const names = keysLabel(shown, trace.key[event] === -1 && send >= 0 ? send : event, key);
	if (send < 0) return `${name} (no send in the trace)${names}`;
	return as === 'away' ? `${name} (arrives elsewhere)${names}` : `${name}${names}`;
}

function keysLabel({ analysis: { trace } }: Shown, event: number, first: number | null): string {
	const keys = Array.from(keysOf(trace, event));
	if (keys.length === 0) return '';
	if (first !== null && keys.includes(first)) keys.unshift(...keys.splice(keys.indexOf(first), 1));
	const named = keys.slice(0, NAMED_KEYS).map((key) => label(trace.keys.text(key), KEY_LENGTH));
	const more = keys.length > NAMED_KEYS ? ` and ${keys.length - NAMED_KEYS} more` : '';
	return `: ${named.join(', ')}${more}`;
}
