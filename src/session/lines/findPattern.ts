import type { FindQuery } from '../linesProtocol.ts';
import type { Result } from '../protocol.ts';

/** How to look for something. */
export interface FindPattern {
	expression: RegExp;
	/** Whether a match never holds a line end whatever the text: then many lines can be searched as one. */
	literal: boolean;
}

/** What a query looks for, or why it is none. */
export function findPattern({ text, regex, matchCase, wholeWord }: FindQuery): Result<FindPattern> {
	const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
	const whole = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
	const flags = matchCase ? 'g' : 'gi';
	try {
		return { ok: { expression: compiled(whole, flags, wholeWord), literal: !regex } };
	} catch (error) {
		return { err: error instanceof Error ? error.message : String(error) };
	}
}

/** By the looser rules first, as editors do: what is no valid escape there stands for itself. */
function compiled(source: string, flags: string, unicode: boolean): RegExp {
	if (!unicode && !/\\[pP]\{/.test(source)) return new RegExp(source, flags);
	return new RegExp(source, `${flags}u`);
}
