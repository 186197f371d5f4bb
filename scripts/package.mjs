// Makes replication-trace-VERSION.vsix, or the file that --out names.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from './lib/package.mjs';
import { inRoot } from './lib/paths.mjs';

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const { values: options } = parseArgs({
	options: { out: { type: 'string', default: inRoot(`replication-trace-${version}.vsix`) } },
});
await packageExtension(resolve(options.out));
