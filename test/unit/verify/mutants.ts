type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What can be done to one value of a certificate. Every result differs from it. */
function otherValues(value: Json): Json[] {
	if (typeof value === 'number') return [value + 1, value - 1, -value - 1, value + 0.5, null, String(value)];
	if (typeof value === 'string') return [`${value}x`, '', value === 'message' ? 'vectors' : 'message', 1];
	if (Array.isArray(value)) {
		const shorter = value.map((_, i) => value.filter((__, j) => j !== i));
		const twice = value.map((item) => [...value, item]);
		return [...shorter, ...twice, value.length > 1 ? value.toReversed() : [value]];
	}
	if (value === null) return [0, ''];
	if (typeof value === 'boolean') return [!value];
	const names = Object.keys(value);
	const without = names.map((gone) =>
		Object.fromEntries(names.filter((name) => name !== gone).map((name) => [name, value[name]])),
	);
	return [...without, { ...value, more: 1 }, null];
}

/** All certificates that differ from one in a single place. */
export function* mutantsOf(value: Json): Iterable<Json> {
	yield* otherValues(value);
	if (Array.isArray(value)) {
		for (const [i, item] of value.entries())
			for (const other of mutantsOf(item)) yield value.map((one, j) => (i === j ? other : one));
	} else if (typeof value === 'object' && value !== null) {
		for (const name of Object.keys(value))
			for (const other of mutantsOf(value[name])) yield { ...value, [name]: other };
	}
}
