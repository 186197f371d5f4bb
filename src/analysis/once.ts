/**
 * Makes a function that computes what belongs to an object when it is first asked for, and remembers it for as long as the
 * object lives. For analyses that only some readers of a trace want.
 */
export function once<K extends object, V>(make: (owner: K) => V): (owner: K) => V {
	const known = new WeakMap<K, V>();
	return (owner) => {
		const before = known.get(owner);
		if (before !== undefined || known.has(owner)) return before as V;
		const made = make(owner);
		known.set(owner, made);
		return made;
	};
}
