/** One line of the test_decoding plugin. */
export type Decoded =
	| { readonly kind: 'begin'; readonly xid: number | null }
	| { readonly kind: 'commit'; readonly xid: number | null; readonly stamp: string | null }
	| { readonly kind: 'change'; readonly change: Change }
	| { readonly kind: 'other' };

/** A row change as test_decoding prints it. */
export interface Change {
	/** `schema.table`, without quotes. */
	readonly relation: string;
	readonly operation: 'insert' | 'update' | 'delete';
	/** The row after the change; of a delete, what the replica identity shows of it. */
	readonly row: Row;
	/** The key before the change, where that changed it. */
	readonly oldKey: Row | null;
}

/** Values by column in the table's order; null is SQL's null, undefined what is not shown (an unchanged TOAST value). */
export type Row = ReadonlyMap<string, string | null | undefined>;

const CHANGE = /^table (.+?): (INSERT|UPDATE|DELETE):/s;
const NAME = /"(?:[^"]|"")+"|[^\s[\]:"]+/y;

/** Reads a line of test_decoding; null where it is none. @throws Error with what was expected, where a change is cut off */
export function readDecoded(text: string): Decoded | null {
	if (text.startsWith('BEGIN')) return { kind: 'begin', xid: numberAfter(text, 6) };
	if (text.startsWith('COMMIT')) {
		return { kind: 'commit', xid: numberAfter(text, 7), stamp: /\(at ([^)]+)\)/.exec(text)?.[1] ?? null };
	}
	const match = CHANGE.exec(text);
	if (match === null) return text.startsWith('table ') ? { kind: 'other' } : null;
	const reader = new ColumnReader(text, match[0].length);
	const operation = (match[2] as string).toLowerCase() as Change['operation'];
	if (reader.rest === ' (no-tuple-data)') return { kind: 'other' };
	let oldKey: Row | null = null;
	if (reader.skip(' old-key:')) {
		oldKey = reader.row();
		if (!reader.skip(' new-tuple:')) throw new Error('new-tuple');
	}
	const row = reader.row();
	if (reader.rest !== '') throw new Error('a column with its type and value');
	return { kind: 'change', change: { relation: unquoted(match[1] as string), operation, row, oldKey } };
}

function numberAfter(text: string, from: number): number | null {
	const match = /^(\d+)/.exec(text.slice(from));
	return match === null ? null : Number(match[1]);
}

/** A name, or one with its schema's before it, as it is without the quotes that SQL needs. */
export function unquoted(name: string): string {
	return name.replace(/"((?:[^"]|"")+)"/g, (_, inner: string) => inner.replaceAll('""', '"'));
}

class ColumnReader {
	constructor(
		private readonly text: string,
		private at: number,
	) {}

	get rest(): string {
		return this.text.slice(this.at);
	}

	skip(word: string): boolean {
		if (!this.text.startsWith(word, this.at)) return false;
		this.at += word.length;
		return true;
	}

	/** Reads columns until something else follows. */
	row(): Row {
		const row = new Map<string, string | null | undefined>();
		while (this.text[this.at] === ' ' && !this.text.startsWith(' new-tuple:', this.at)) {
			NAME.lastIndex = this.at + 1;
			const name = NAME.exec(this.text);
			if (name === null || this.text[NAME.lastIndex] !== '[') throw new Error('a column');
			let depth = 0;
			let at = NAME.lastIndex;
			do {
				if (this.text[at] === '[') depth++;
				else if (this.text[at] === ']') depth--;
				at++;
			} while (depth > 0 && at < this.text.length);
			if (this.text[at] !== ':') throw new Error("a column's type");
			this.at = at + 1;
			row.set(unquoted(name[0]), this.value());
		}
		return row;
	}

	private value(): string | null | undefined {
		const { text } = this;
		if (text[this.at] === 'B' && text[this.at + 1] === "'") this.at++;
		if (text[this.at] !== "'") {
			const end = text.indexOf(' ', this.at);
			const word = text.slice(this.at, end < 0 ? text.length : end);
			this.at += word.length;
			return word === 'null' ? null : word === 'unchanged-toast-datum' ? undefined : word;
		}
		let value = '';
		let from = this.at + 1;
		for (;;) {
			const quote = text.indexOf("'", from);
			if (quote < 0) throw new Error('a closing quote');
			value += text.slice(from, quote);
			from = quote + 1;
			if (text[from] !== "'") break;
			value += "'";
			from++;
		}
		this.at = from;
		return value;
	}
}
