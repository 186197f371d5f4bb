// Measures a large trace in a real VS Code (time to the first screen, to the first conflicts, to all of them; blocks and memory of the
// extension host) and writes the figures into test/bench/results. Option: --events N.
import { parseArgs } from 'node:util';
import { needPackages } from './lib/packages.mjs';
import { inRoot } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const { values: options } = parseArgs({ options: { events: { type: 'string' } } });

await needPackages();
const { needChromium } = await import('./lib/chromium.mjs');
const { newestVersion } = await import('./lib/editor-versions.mjs');
const { fetchServer } = await import('./lib/fetch-server.mjs');
const { runVitest } = await import('./lib/vitest.mjs');

await mustRun(process.execPath, [inRoot('scripts', 'build.mjs'), '--production']);
await needChromium();
await fetchServer(newestVersion);
const { failed } = await runVitest('limits', { env: options.events ? { LIMIT_EVENTS: options.events } : {} });
process.exitCode = failed.length > 0 ? 1 : 0;
