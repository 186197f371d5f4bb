/**
 * A rule for where keys are to be written: patterns with the replica that each of them names. In a pattern `*` stands for
 * any text, even none; all else stands for itself.
 */
export interface HomeRule {
	readonly entries: readonly { readonly pattern: string; readonly replica: string }[];
}

/**
 * Answers which entry of a rule holds for a key: of those that match, the one with the most characters besides `*`; of several,
 * the first. -1 where none matches. Matching one pattern is linear in the key for each `*`.
 */
export function ruleMatcher({ entries }: HomeRule): (key: string) => number {
	const exact = new Map<string, number>();
	const patterns: { parts: string[]; weight: number; entry: number }[] = [];
	for (const [entry, { pattern }] of entries.entries()) {
		const parts = pattern.split('*');
		if (parts.length > 1) patterns.push({ parts, weight: pattern.length - (parts.length - 1), entry });
		else if (!exact.has(pattern)) exact.set(pattern, entry);
	}
	patterns.sort((a, b) => b.weight - a.weight || a.entry - b.entry);
	return (key) => exact.get(key) ?? patterns.find(({ parts }) => matches(parts, key))?.entry ?? -1;
}

/** Whether a text is the parts with anything between them: the first part at its start, the last one at its end. */
function matches(parts: readonly string[], text: string): boolean {
	const first = parts[0] as string;
	const last = parts[parts.length - 1] as string;
	if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
		return false;
	let at = first.length;
	const end = text.length - last.length;
	for (let i = 1; i < parts.length - 1; i++) {
		const part = parts[i] as string;
		const found = text.indexOf(part, at);
		if (found < 0 || found + part.length > end) return false;
		at = found + part.length;
	}
	return true;
}
