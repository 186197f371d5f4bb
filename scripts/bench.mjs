// Measures the report against a pass over line ends, JSON.parse and DuckDB, on traces that it makes, and writes a table and
// JSON into test/bench/results. Options: --events N[,N], --presets NAME[,NAME], --times N (runs of each, the median counts; one
// on traces of over a million events), --keep (the traces), --check (fails where a ratio is below its floor, test/bench/floors.json),
// --readme (writes the table into the README).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { needPackages } from './lib/packages.mjs';
import { inRoot } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const { values: options } = parseArgs({
	options: {
		events: { type: 'string' },
		presets: { type: 'string' },
		times: { type: 'string', default: '3' },
		keep: { type: 'boolean', default: false },
		check: { type: 'boolean', default: false },
		readme: { type: 'boolean', default: false },
	},
});

const floors = options.check && JSON.parse(readFileSync(inRoot('test', 'bench', 'floors.json'), 'utf8'));

await needPackages();
await needPackages('test/bench');
await mustRun(process.execPath, [inRoot('scripts', 'build.mjs'), '--production']);

const { PRESETS, SIZES, nameOf } = await import('../test/bench/scenarios.mjs');
const { compare } = await import('../test/bench/compare.mjs');
const { belowFloors } = await import('../test/bench/ratios.mjs');
const { machine, tableOf } = await import('../test/bench/table.mjs');

const presets = options.presets?.split(',') ?? PRESETS;
const sizes = options.events?.split(',').map(Number) ?? SIZES;
const folder = inRoot('test', 'bench', 'results');
const inputs = inRoot('test', 'bench', 'results', 'traces');
mkdirSync(inputs, { recursive: true });

const rows = [];
for (const events of sizes) {
	for (const preset of presets) {
		const scenario = { preset, events };
		console.error(`${nameOf(scenario)} …`);
		const times = events > 1_000_000 ? 1 : Number(options.times);
		const cli = inRoot('dist', 'cli.js');
		rows.push(await compare(scenario, { cli, folder: inputs, times, keep: options.keep }));
	}
}

const text = `${machine()}\n\n${tableOf(rows)}\n`;
console.log(text);
writeFileSync(`${folder}/bench.md`, text);
writeFileSync(`${folder}/bench.json`, `${JSON.stringify({ machine: machine(), rows }, null, '\t')}\n`);

if (options.readme) {
	const readme = readFileSync(inRoot('README.md'), 'utf8');
	const [start, end] = ['<!-- bench -->', '<!-- end of bench -->'];
	const [before, rest] = readme.split(start);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`README.md has no ${start} … ${end}`);
	writeFileSync(inRoot('README.md'), `${before}${start}\n\n${text}\n${end}${after}`);
}

if (floors) {
	const below = belowFloors(rows, floors);
	for (const line of below) console.error(`BELOW ITS FLOOR  ${line}`);
	process.exitCode = below.length > 0 ? 1 : 0;
}
