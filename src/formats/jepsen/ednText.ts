import { parseEDNString } from 'edn-data';
import { MAX_NESTING } from '../json/parse.ts';

const OPTIONS = {
	mapAs: 'object',
	keywordAs: 'string',
	setAs: 'array',
	listAs: 'array',
	charAs: 'string',
} as const;

/** An EDN text that comes line by line; each line is looked at once. Linear. */
export class EdnText {
	/** In characters, without line ends. */
	length = 0;
	private readonly lines: string[] = [];
	private depth = 0;
	private deepest = 0;
	private inString = false;

	add(line: string): void {
		this.lines.push(line);
		this.length += line.length;
		for (let at = 0; at < line.length; at++) {
			const character = line[at] as string;
			// What follows a backslash is a character, in a string or by itself.
			if (character === '\\') at++;
			else if (character === '"') this.inString = !this.inString;
			else if (this.inString) continue;
			else if (character === ';') return;
			else if ('([{'.includes(character)) this.deepest = Math.max(this.deepest, ++this.depth);
			else if (')]}'.includes(character)) this.depth--;
		}
	}

	/** Whether all brackets and strings are closed; brackets in strings and comments do not count. */
	get isClosed(): boolean {
		return this.depth <= 0 && !this.inString;
	}

	/** What the text says, up to the end of a vector that begins before it; undefined where it is no EDN, or too deeply nested. */
	value(): unknown {
		if (this.deepest > MAX_NESTING) return undefined;
		const all = this.lines.join('\n');
		const text = this.depth < 0 ? all.replace(/\]\s*$/, '') : all;
		try {
			const value: unknown = parseEDNString(text, OPTIONS);
			// The parser's answer to what it does not know, too.
			return value === null && text.trim() !== 'nil' ? undefined : value;
		} catch {
			return undefined;
		}
	}
}

/** Reads a line as an EDN text. */
export function ednOf(line: string): EdnText {
	const edn = new EdnText();
	edn.add(line);
	return edn;
}
