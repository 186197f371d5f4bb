// @ts-check
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, medianOf } from './measure.mjs';
import { generateArgs, nameOf } from './scenarios.mjs';

/** @typedef {import('./scenarios.mjs').Scenario} Scenario */
/** @typedef {Omit<import('./measure.mjs').Measured, 'output'>} Figures */

/**
 * One row of the table.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {number} events
 * @property {number} bytes of the file
 * @property {Figures} lineEnds
 * @property {Figures} jsonParse
 * @property {Figures & { loadMs: number, joinMs: number, stopped: boolean }} duckdb
 * @property {Figures} report
 * @property {number} conflictPairs
 */

/** Past this the self-join of DuckDB is stopped: of a hot key's versions it compares each with each. */
const JOIN_SECONDS = 30;

const pass = (/** @type {string} */ name) => fileURLToPath(new URL(`./passes/${name}.mjs`, import.meta.url));

/**
 * Makes a scenario's trace and measures all on it, in turns, on the same file.
 *
 * @param {Scenario} scenario
 * @param {{ cli: string, folder: string, times: number, keep: boolean }} options
 * @returns {Promise<Row>}
 * @throws where DuckDB counts other pairs than we
 */
export async function compare(scenario, { cli, folder, times, keep }) {
	const file = join(folder, `${nameOf(scenario).replaceAll(' ', '-')}.reptrace`);
	const out = `${file}.json`;
	await measure(generateArgs(cli, scenario, file));
	try {
		const lineEnds = await medianOf(times, () => measure([pass('lineEnds'), file]));
		const report = await medianOf(times, () =>
			measure([cli, 'report', '--format', 'json', '--limit', '1000', '--out', out, file]),
		);
		const jsonParse = await medianOf(times, () => measure([pass('jsonParse'), file]));
		const duckdb = await measureDuckdb(file, times);
		const { pairs, loadMs, joinMs } = JSON.parse(duckdb.output);
		const { conflictPairs } = JSON.parse(readFileSync(out, 'utf8')).summary;
		if (pairs !== null && pairs !== conflictPairs) {
			throw new Error(`${nameOf(scenario)}: DuckDB counts ${pairs} pairs, the report ${conflictPairs}`);
		}
		return {
			name: nameOf(scenario),
			events: scenario.events,
			bytes: statSync(file).size,
			lineEnds: figures(lineEnds),
			jsonParse: figures(jsonParse),
			duckdb: { ...figures(duckdb), loadMs, joinMs, stopped: pairs === null },
			report: figures(report),
			conflictPairs,
		};
	} finally {
		if (!keep) rmSync(file, { force: true });
		rmSync(out, { force: true });
	}
}

/** Once where the join is stopped: it would be the next time, too. @param {string} file @param {number} times */
async function measureDuckdb(file, times) {
	const run = () => measure([pass('duckdb'), file, String(JOIN_SECONDS)]);
	const first = await run();
	return JSON.parse(first.output).pairs === null ? first : medianOf(times, run);
}

/** @param {import('./measure.mjs').Measured} measured @returns {Figures} */
const figures = ({ wallMs, cpuMs, peakBytes }) => ({ wallMs, cpuMs, peakBytes });
