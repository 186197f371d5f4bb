/** What `CREATE TABLE` statements in a binlog tell of tables: the names of columns, and which are the primary key. */
export class Tables {
	private readonly tables = new Map<string, { columns: string[]; primary: number[] }>();

	/** Reads a statement, where it creates a table. `database`: the one in use. */
	read(sql: string, database: string): void {
		const match =
			/^\s*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:`?([\w$]+)`?\.)?`?([\w$]+)`?\s*\(([\s\S]*)\)/i.exec(
				sql.slice(0, 100_000),
			);
		if (match === null) return;
		const [, named, table = '', body = ''] = match;
		const columns: string[] = [];
		let primary: string[] = [];
		for (const part of topLevel(body)) {
			const key = /^\s*(?:CONSTRAINT\s+\S+\s+)?PRIMARY\s+KEY[^(]*\(([^)]*)\)/i.exec(part);
			if (key !== null) {
				primary = (key[1] as string).split(',').map(nameOf);
			} else if (!/^\s*(?:CONSTRAINT|UNIQUE|KEY|INDEX|FOREIGN|FULLTEXT|SPATIAL|CHECK)\b/i.test(part)) {
				columns.push(nameOf(part));
				if (/\bPRIMARY\s+KEY\b/i.test(part)) primary = [nameOf(part)];
			}
		}
		const places = primary.map((name) => columns.indexOf(name)).filter((place) => place >= 0);
		this.tables.set(`${named ?? database}.${table}`, { columns, primary: places });
	}

	/** Which columns, from 0, are a table's primary key; the first one where no statement told. */
	primaryOf(table: string): readonly number[] {
		const primary = this.tables.get(table)?.primary ?? [];
		return primary.length > 0 ? primary : [0];
	}

	/** The name of column `number` (from 0), `@1` for the first where no statement told. */
	columnOf(table: string, number: number): string {
		return this.tables.get(table)?.columns[number] ?? `@${number + 1}`;
	}
}

function nameOf(text: string): string {
	return /^\s*`?([^\s`(]+)/.exec(text)?.[1] ?? '';
}

/** The parts between commas that stand in no parentheses and no quotes. */
function topLevel(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	let quote = '';
	for (let at = 0; at < text.length; at++) {
		const character = text[at] as string;
		if (quote !== '') {
			if (character === quote) quote = '';
		} else if (character === "'" || character === '"') quote = character;
		else if (character === '(') depth++;
		else if (character === ')') depth--;
		else if (character === ',' && depth === 0) {
			parts.push(text.slice(start, at));
			start = at + 1;
		}
	}
	return [...parts, text.slice(start)];
}
