import { check } from './lib/check.mjs';

const { failed } = await check();
for (const name of failed) console.error(`FAILED ${name}`);
process.exitCode = failed.length > 0 ? 1 : 0;
