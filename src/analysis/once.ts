/**
 * Makes a function that computes what belongs to an object when it is first asked for, and remembers it for as long as the
 * object lives. For analyses that only some readers of a trace want.
 */
export function once<K extends object, V>(make: (owner: K) => V): Once<K, V> {
	const known = new WeakMap<K, V>();
	const of = (owner: K) => {
		const before = known.get(owner);
		if (before !== undefined || known.has(owner)) return before as V;
		const made = make(owner);
		known.set(owner, made);
		return made;
	};
	return Object.assign(of, { remember: (owner: K, value: V) => void known.set(owner, value) });
}

export interface Once<K extends object, V> {
	(owner: K): V;
	/** Takes what was computed elsewhere for what belongs to an object. */
	remember(owner: K, value: V): void;
}
