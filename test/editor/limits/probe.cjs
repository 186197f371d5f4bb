// What VS Code's extension host runs beside the extension: tells, several times a second, how long the event loop was blocked at
// most, and how much memory the process has, its worker threads included.
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const EVERY_MS = 200;
const RESOLUTION_MS = 5;

/** Runs until the editor is closed. */
exports.run = () => {
	const file = process.env.REPLICATION_TRACE_PROBE;
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	const samples = [];
	setInterval(() => {
		const { rss, heapUsed } = process.memoryUsage();
		samples.push({ at: Date.now(), blockMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS), rss, heapUsed });
		delay.reset();
		writeFileSync(`${file}.new`, JSON.stringify(samples));
		renameSync(`${file}.new`, file);
	}, EVERY_MS);
	return new Promise(() => {});
};
