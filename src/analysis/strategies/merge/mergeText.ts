import { diff3Merge } from 'node-diff3';

/** Texts of more lines than this are not merged: finding what they share takes time in the square of it at worst. */
const MAX_LINES = 2000;

/** Texts merged line by line with their common base; null where the same lines were changed in different ways. */
export function mergeTexts(base: string, sides: readonly string[]): string | null {
	const lines = [base, ...sides].map((text) => text.split('\n'));
	if (lines.some((text) => text.length > MAX_LINES)) return null;
	const [original, ...others] = lines as [string[], ...string[][]];
	let merged = original;
	for (const other of others) {
		const regions = diff3Merge(merged, original, other, { excludeFalseConflicts: true });
		const next: string[] = [];
		for (const { ok } of regions) {
			if (ok === undefined) return null;
			next.push(...ok);
		}
		merged = next;
	}
	return merged.join('\n');
}
