/**
 * A row as a log shows it: `{k[text]:a val[text]:b}` (pglogical) or `1, a, b` (PostgreSQL). Values are not quoted, so that the text
 * alone does not tell where one ends: see {@link tupleColumns}.
 */
export interface Tuple {
	readonly text: string;
	readonly named: boolean;
}

export interface Column {
	readonly name: string;
	readonly type: string;
}

const COLUMN = /(?:^| )([^\s[\]:{}]+|"(?:[^"]|"")+")\[([^\]]*(?:\[\])?)\]:/g;

/** The columns that a row with names seems to have, in order: a value that imitates a column adds one. */
export function tupleColumns(text: string): Column[] {
	return Array.from(text.matchAll(COLUMN), ([, name, type]) => ({
		name: name as string,
		type: type as string,
	}));
}

/**
 * The columns of a table, from several of its rows: of the seeming columns those that all rows have, in the order of the
 * shortest row. Rows whose values imitate columns thus do no harm, unless all of them imitate the same one.
 */
export function commonColumns(rows: Iterable<readonly Column[]>): Column[] {
	let shortest: readonly Column[] | null = null;
	const counts = new Map<string, number>();
	let total = 0;
	for (const columns of rows) {
		if (columns.length === 0) continue;
		total++;
		for (const name of new Set(columns.map((column) => column.name)))
			counts.set(name, (counts.get(name) ?? 0) + 1);
		if (shortest === null || columns.length < shortest.length) shortest = columns;
	}
	const seen = new Set<string>();
	return (shortest ?? []).filter(({ name }) => {
		const isColumn = counts.get(name) === total && !seen.has(name);
		seen.add(name);
		return isColumn;
	});
}

/** The values of a row by its table's columns; undefined for those that the text does not show. */
export function tupleValues(text: string, columns: readonly Column[]): (string | undefined)[] {
	const starts: { at: number; value: number }[] = [];
	let from = 0;
	for (const [i, { name, type }] of columns.entries()) {
		const mark = `${name}[${type}]:`;
		const at = i === 0 && text.startsWith(mark) ? 0 : text.indexOf(` ${mark}`, from);
		if (at < 0) return columns.map(() => undefined);
		const value = at + mark.length + (text[at] === ' ' ? 1 : 0);
		starts.push({ at, value });
		from = value;
	}
	return starts.map(({ value }, i) => text.slice(value, starts[i + 1]?.at ?? text.length));
}
