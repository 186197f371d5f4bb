/** A row that a statement names: its table as written, and the key that it names. */
export interface NamedRow {
	readonly table: string;
	readonly key: string;
}

const NAME = '`?([\\w$.]+)`?(?:\\.`([\\w$]+)`)?';
const LITERAL = "('(?:[^'\\\\]|\\\\.|'')*'|-?\\d+(?:\\.\\d+)?)";
const UPDATE = new RegExp(
	`^\\s*UPDATE\\s+${NAME}\\s[\\s\\S]*\\sWHERE\\s+\`?[\\w$.]+\`?\\s*=\\s*${LITERAL}`,
	'i',
);
const DELETE = new RegExp(
	`^\\s*DELETE\\s+FROM\\s+${NAME}\\s+WHERE\\s+\`?[\\w$.]+\`?\\s*=\\s*${LITERAL}`,
	'i',
);
const INSERT = new RegExp(
	`^\\s*(?:INSERT|REPLACE)\\s+(?:IGNORE\\s+)?INTO\\s+${NAME}\\s*(?:\\([^)]*\\)\\s*)?VALUES\\s*\\(\\s*${LITERAL}`,
	'i',
);

/** Statements are looked at as far as this: logs hold whole statements of many megabytes. */
const LOOK = 20_000;

/**
 * The row that a simple statement is about: the one that an update or delete finds by one column, or an insert's first column.
 * Null where it cannot be told. What stands behind the statement (logs end them with bytes of other memory) does no harm.
 */
export function rowOf(sql: string): NamedRow | null {
	const text = sql.slice(0, LOOK);
	const match = UPDATE.exec(text) ?? DELETE.exec(text) ?? INSERT.exec(text);
	if (match === null) return null;
	const [, first = '', second, literal = ''] = match;
	return { table: second ?? (first.split('.').at(-1) as string), key: unquoted(literal) };
}

/** A literal's text: without quotes, escapes resolved. */
export function unquoted(literal: string): string {
	if (!literal.startsWith("'")) return literal;
	return literal
		.slice(1, -1)
		.replace(/\\x([0-9a-f]{2})|\\(.)|''/gis, (_, hex, character) =>
			hex !== undefined
				? String.fromCharCode(Number.parseInt(hex, 16))
				: character === undefined
					? "'"
					: (ESCAPES[character as string] ?? (character as string)),
		);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', Z: '\x1a' };
