// Takes the pictures of the README and of the gallery, in a real VS Code, into media/screenshots. Option: --grep TEXT, one
// picture's name.
import { parseArgs } from 'node:util';
import { needChromium } from './lib/chromium.mjs';
import { newestVersion } from './lib/editor-versions.mjs';
import { fetchServer } from './lib/fetch-server.mjs';
import { inRoot } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';
import { runVitest } from './lib/vitest.mjs';

const { values: options } = parseArgs({ options: { grep: { type: 'string' } } });

await mustRun(process.execPath, [inRoot('scripts', 'build.mjs')]);
await needChromium();
await fetchServer(newestVersion);
const { failed } = await runVitest('screenshots', { args: options.grep ? ['-t', options.grep] : [] });
process.exitCode = failed.length > 0 ? 1 : 0;
