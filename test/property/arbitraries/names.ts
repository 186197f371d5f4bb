import fc from 'fast-check';

/** The cast of a small trace. */
export interface Cast {
	/** One to five ids. */
	replicas: string[];
	/** One to four keys. */
	keys: string[];
}

const REPLICAS = ['R1', 'R2', 'R3', 'R4', 'R5'];
const KEYS = ['x', 'y', 'cart:7', 'status'];
/** Ids that break programs: names that objects have of themselves, nothing, digits, quotes, text beyond Latin. */
const ODD = ['__proto__', 'constructor', '', '7', 'a"b\\c', 'größe 😀', 'toString', '\ud800', 'line\nbreak'];

/** Plain names for the most part, odd ones now and then; more often few than many, so that writes meet. */
export function arbCast(): fc.Arbitrary<Cast> {
	const names = (plain: string[], sizes: number[]) => {
		const size = fc.constantFrom(...sizes);
		return fc.oneof(
			{ weight: 4, arbitrary: size.map((length) => plain.slice(0, length)) },
			{
				weight: 1,
				arbitrary: fc
					.tuple(fc.shuffledSubarray(ODD, { minLength: plain.length }), size)
					.map(([odd, length]) => odd.slice(0, length)),
			},
		);
	};
	return fc.record({
		replicas: names(REPLICAS, [2, 3, 1, 2, 3, 4, 5]),
		keys: names(KEYS, [1, 1, 1, 2, 2, 3, 4]),
	});
}

/** Values of every JSON type. */
export function arbValue(): fc.Arbitrary<unknown> {
	const plain = fc.constantFrom<unknown>('pending', 'completed', 1, 0, -2.5, 1e300, true, null, '', [], {});
	return fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}
