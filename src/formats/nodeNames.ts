/**
 * Guesses on which node each of several files was recorded, from their names: what stands before the first dot
 * (`n1.error.log`, `db-1.error.log`), a first or last word that is letters with a number (`events-n2.jsonl`), or a last word that tells files of the same kind
 * apart (`changes-final-alice.json` beside `changes-final-bob.json`). Null where the names do not tell.
 */
export function guessNodes(names: readonly string[]): (string | null)[] {
	const parts = names.map(partsOf);
	const kinds = new Map<string, Set<string>>();
	for (const { kind, last } of parts) kinds.set(kind, (kinds.get(kind) ?? new Set()).add(last));
	return parts.map(({ first, words, last, kind, extensions }) => {
		// At the start or the end: `P2` in `changes-P2-healed-alpha` is something else.
		const named = [last, words[0] ?? ''].find(isNodeName);
		if (named !== undefined) return named;
		if (words.length === 1) return extensions >= 2 ? last : null;
		const tellsApart = (kinds.get(kind) as Set<string>).size >= 2;
		if (/^[a-z]+[-_ ]\d{1,3}$/i.test(first)) return tellsApart || extensions >= 2 ? first : null;
		return /[a-z]/i.test(last) && (tellsApart || words.length >= 3) ? last : null;
	});
}

function partsOf(name: string) {
	const base = name.replace(/^.*[\\/]/, '');
	const [first = '', ...extensions] = base.split('.');
	const words = first.split(/[-_ ]/).filter((word) => word !== '');
	const last = words.at(-1) ?? '';
	const kind = [...words.slice(0, -1), '*', ...extensions].join('-');
	return { first, words, last, kind, extensions: extensions.length };
}

/** `n1`, `p2`, `node3`. */
function isNodeName(word: string): boolean {
	return /^[a-z]{1,8}\d{1,3}$/i.test(word);
}
