/**
 * Guesses on which node each of several files was recorded, from what distinguishes their names: the part that stands before
 * the first dot (`n1.error.log`), or else the last word of the name (`changes-final-alice.json`, `events-n2.jsonl`). Null where
 * the names do not tell. Files of one node may be several.
 */
export function guessNodes(names: readonly string[]): (string | null)[] {
	const bases = names.map((name) => name.replace(/^.*[\\/]/, ''));
	return bases.map((base) => {
		const [first = '', ...rest] = base.split('.');
		const words = first.split(/[-_ ]/).filter((word) => word !== '');
		const last = words.at(-1) ?? '';
		if (words.length === 1) return rest.length >= 2 || isNodeName(last) ? last : null;
		if (isNodeName(words[0] as string) && !isNodeName(last)) return words[0] as string;
		return /[a-z]/i.test(last) ? last : null;
	});
}

/** `n1`, `p2`, `node3`, `node-a`. */
function isNodeName(word: string): boolean {
	return /^[a-z]{1,8}\d{1,3}$/i.test(word);
}
