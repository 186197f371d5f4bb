// @ts-check
import { cpus, totalmem } from 'node:os';
import { ratiosOf } from './ratios.mjs';

/** @typedef {import('./compare.mjs').Row} Row */

const HEAD = [
	'trace',
	'size',
	'line ends',
	'JSON.parse',
	'DuckDB load + join',
	'**report**',
	'CPU',
	'peak memory',
	'events/s',
	'against line ends',
	'against JSON.parse',
	'against DuckDB',
];

/** The rows as a table in Markdown. @param {Row[]} rows */
export function tableOf(rows) {
	const cells = rows.map((row) => {
		const { lineEnds, jsonParse, duckdb, report } = row;
		const ratios = ratiosOf(row);
		return [
			row.name,
			megabytes(row.bytes),
			seconds(lineEnds.wallMs),
			seconds(jsonParse.wallMs),
			`${duckdb.stopped ? '> ' : ''}${seconds(duckdb.loadMs + duckdb.joinMs)}`,
			`**${seconds(report.wallMs)}**`,
			seconds(report.cpuMs),
			megabytes(report.peakBytes),
			`${(row.events / report.wallMs / 1000).toFixed(2)} M`,
			`${(1 / ratios.lineEnds).toFixed(1)}x its time`,
			times(ratios.jsonParse),
			`${duckdb.stopped ? '> ' : ''}${times(ratios.duckdb)}`,
		];
	});
	return [HEAD, HEAD.map((_, column) => (column === 0 ? '---' : '--:')), ...cells]
		.map((row) => `| ${row.join(' | ')} |`)
		.join('\n');
}

/** The machine, in words. */
export function machine() {
	const [{ model = 'unknown CPU' } = {}] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${model.trim()}), ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
const times = (/** @type {number} */ ratio) => `${ratio.toFixed(2)}x as fast`;
