import type { Random } from './random.ts';

/** What a key holds: an order's status, a stock counter, a shopping cart, a customer's profile. */
export const VALUE_KINDS = ['status', 'counter', 'cart', 'profile'] as const;

export type ValueKind = (typeof VALUE_KINDS)[number];

export type Value = string | number | string[] | Record<string, string> | null;

/** A new value with what its writer meant. */
export interface Change {
	value: Value;
	/** JSON of the `update` field; undefined where the kind knows none. */
	update: string | undefined;
}

const STATUSES = ['pending', 'paid', 'packed', 'shipped', 'delivered', 'returned', 'cancelled'];
const ITEMS = [
	'apples',
	'bread',
	'butter',
	'coffee',
	'eggs',
	'flour',
	'milk',
	'pasta',
	'rice',
	'sugar',
	'tea',
];
const FIELDS: Record<string, string[]> = {
	city: ['Berlin', 'Boston', 'Lyon', 'Osaka', 'Porto'],
	language: ['de', 'en', 'fr', 'ja', 'pt'],
	tier: ['basic', 'gold', 'silver'],
};
const FIELD_NAMES = Object.keys(FIELDS);

/** What a client makes of the value it saw; null is a deleted or unknown key. */
export function change(kind: ValueKind, seen: Value, random: Random): Change {
	if (kind === 'status') return { value: random.pick(STATUSES), update: undefined };
	if (kind === 'counter') return changeCounter(typeof seen === 'number' ? seen : 100, random);
	if (kind === 'cart') return changeCart(Array.isArray(seen) ? seen : [], random);
	return changeProfile(isFields(seen) ? seen : {}, random);
}

function changeCounter(seen: number, random: Random): Change {
	const by = random.chance(0.2) ? 50 : -1 - random.below(3);
	return { value: seen + by, update: `{"type":"counter.add","by":${by}}` };
}

function changeCart(seen: string[], random: Random): Change {
	const removes = seen.length > 7 || (seen.length > 0 && random.chance(0.35));
	const element = removes ? random.pick(seen) : random.pick(ITEMS);
	const others = seen.filter((item) => item !== element);
	const update = `{"type":"set.${removes ? 'remove' : 'add'}","element":"${element}"}`;
	return { value: removes ? others : [...others, element], update };
}

function changeProfile(seen: Record<string, string>, random: Random): Change {
	const field = random.pick(FIELD_NAMES);
	const value = random.pick(FIELDS[field]);
	return {
		value: { ...seen, [field]: value },
		update: `{"type":"map.set","field":"${field}","value":"${value}"}`,
	};
}

function isFields(value: Value): value is Record<string, string> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a store that keeps everything makes of siblings (oldest first): carts with every item, profiles field by field,
 * the newer over the older. Undefined where values do not unite (numbers, statuses, mixed kinds). A deleted sibling has nothing to add.
 */
export function union(siblings: Value[]): Value | undefined {
	const live = siblings.filter((value) => value !== null);
	if (live.length === 0) return null;
	if (live.every((value) => Array.isArray(value))) return [...new Set(live.flat())];
	if (live.every(isFields)) return Object.assign({}, ...live);
	return undefined;
}
