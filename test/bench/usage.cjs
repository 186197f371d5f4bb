// Preloaded into every program that is measured: tells what the process, all its threads, had used when it ended.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env.REPLICATION_TRACE_BENCH_USAGE;
if (isMainThread && file)
	process.on('exit', () => writeFileSync(file, JSON.stringify(process.resourceUsage())));
