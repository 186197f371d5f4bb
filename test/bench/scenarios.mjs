// @ts-check
/**
 * The traces to measure, all made by `replication-trace generate` from one seed.
 *
 * @typedef {{ preset: string, events: number }} Scenario
 */

export const PRESETS = ['sparse', 'dense', 'hot-key', 'many-replicas'];
export const SIZES = [100_000, 1_000_000, 10_000_000];
const SEED = 7;

/** @param {Scenario} scenario @returns {string} its name, in the results and in the floors */
export const nameOf = ({ preset, events }) => `${preset} ${shortNumber(events)}`;

/** @param {number} count */
function shortNumber(count) {
	if (count >= 1e6) return `${count / 1e6} M`;
	return count >= 1e3 ? `${count / 1e3} k` : String(count);
}

/** @param {string} cli @param {Scenario} scenario @param {string} file where to write the trace */
export const generateArgs = (cli, { preset, events }, file) => [
	cli,
	'generate',
	...['--preset', preset, '--events', String(events), '--seed', String(SEED), '--out', file],
];
