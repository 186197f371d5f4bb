// Measures the overview of a large trace in Chromium without a GPU (script a frame while one zooms, pans and flies; the first picture
// after the analysis) and writes the figures into test/bench/results. Option: --events N.
import { parseArgs } from 'node:util';
import { needPackages } from './lib/packages.mjs';
import { inRoot } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const { values: options } = parseArgs({ options: { events: { type: 'string' } } });

await needPackages();
const { needChromium } = await import('./lib/chromium.mjs');
const { runVitest } = await import('./lib/vitest.mjs');

await mustRun(process.execPath, [inRoot('scripts', 'build.mjs'), '--production']);
await needChromium();
const { failed } = await runVitest('frames', { env: options.events ? { LIMIT_EVENTS: options.events } : {} });
process.exitCode = failed.length > 0 ? 1 : 0;
