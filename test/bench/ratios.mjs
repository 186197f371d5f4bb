// @ts-check
/** @typedef {import('./compare.mjs').Row} Row */

/**
 * How many times as fast the report is as each of the others on the same file (below 1: slower), whole programs but for
 * DuckDB, whose load and join alone count.
 *
 * @param {Row} row
 */
export function ratiosOf({ lineEnds, jsonParse, duckdb, report }) {
	return {
		lineEnds: lineEnds.wallMs / report.wallMs,
		jsonParse: jsonParse.wallMs / report.wallMs,
		duckdb: (duckdb.loadMs + duckdb.joinMs) / report.wallMs,
	};
}

/**
 * What of the rows is below its recorded floor or has none, in words. `growth` is how little more than ten times as long ten times the
 * events take: 1 is linear, 0.5 twice as long.
 *
 * @param {Row[]} rows
 * @param {Record<string, Record<string, number>>} floors by a row's name
 */
export function belowFloors(rows, floors) {
	const below = [];
	for (const row of rows) {
		const smaller = rows.find(
			({ name, events }) => events * 10 === row.events && presetOf(name) === presetOf(row.name),
		);
		const ratios = {
			...ratiosOf(row),
			...(smaller && { growth: (10 * smaller.report.wallMs) / row.report.wallMs }),
		};
		const own = floors[row.name];
		if (own === undefined) below.push(`${row.name} has no floors`);
		for (const [name, floor] of Object.entries(own ?? {})) {
			const ratio = /** @type {Record<string, number>} */ (ratios)[name];
			if (ratio !== undefined && ratio < floor)
				below.push(`${row.name}: ${name} is ${ratio.toFixed(2)}, its floor ${floor}`);
		}
	}
	return below;
}

/** @param {string} name */
const presetOf = (name) => name.replace(/ .*/, '');
