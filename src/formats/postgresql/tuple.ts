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

/** One row of so many may lack a column because its line is damaged. */
const DAMAGED = 20;

/**
 * The columns of a table, from several of its rows: of the seeming columns those that all rows have, but for a few damaged ones,
 * in the order of the shortest row that has them. Rows whose values imitate columns thus do no harm, unless nearly all of them
 * imitate the same one.
 */
export function commonColumns(rows: Iterable<readonly Column[]>): Column[] {
	const counts = new Map<string, number>();
	const all = [...rows].filter((columns) => columns.length > 0);
	for (const columns of all) {
		for (const name of new Set(columns.map((column) => column.name)))
			counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const least = all.length - Math.floor(all.length / DAMAGED);
	const common = new Set([...counts].flatMap(([name, count]) => (count >= least ? [name] : [])));
	let shortest: readonly Column[] = [];
	for (const columns of all) {
		if (shortest.length > 0 && columns.length >= shortest.length) continue;
		const names = new Set(columns.map(({ name }) => name));
		if ([...common].every((name) => names.has(name))) shortest = columns;
	}
	const seen = new Set<string>();
	return shortest.filter(({ name }) => {
		const isColumn = common.has(name) && !seen.has(name);
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
