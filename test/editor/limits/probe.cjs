// What VS Code's extension host runs beside the extension: tells, several times a second, how long the event loop was blocked at
// most, and how much memory the process has, its worker threads included, and the processes that it started.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');

const EVERY_MS = 200;
const RESOLUTION_MS = 5;
const PAGE = 4096;

/** Runs until the editor is closed. */
exports.run = () => {
	const file = process.env.REPLICATION_TRACE_PROBE;
	const samples = [];
	const longest = watchBlocks();
	setInterval(() => {
		const { rss, heapUsed } = process.memoryUsage();
		samples.push({ at: Date.now(), ...longest(), rss, workers: residentBelow(process.pid), heapUsed });
		writeFileSync(`${file}.new`, JSON.stringify(samples));
		renameSync(`${file}.new`, file);
	}, EVERY_MS);
	return new Promise(() => {});
};

/**
 * Watches for how long the event loop does not come round, and for how much of that time this thread was at work: on a machine where
 * others are busy it waits for a processor, too. The answer tells the longest of both since it was asked before, in milliseconds.
 */
function watchBlocks() {
	let block = { blockMs: 0, workMs: 0 };
	let before = performance.now();
	let used = process.threadCpuUsage();
	setInterval(() => {
		const now = performance.now();
		const { user, system } = process.threadCpuUsage(used);
		block.blockMs = Math.max(block.blockMs, now - before - RESOLUTION_MS);
		block.workMs = Math.max(block.workMs, (user + system) / 1000);
		before = now;
		used = process.threadCpuUsage();
	}, RESOLUTION_MS);
	return () => {
		const last = block;
		block = { blockMs: 0, workMs: 0 };
		return last;
	};
}

/** Resident bytes of the processes below one, as Linux tells them; 0 where there are none, or nothing tells. */
function residentBelow(pid) {
	const read = (path) => {
		try {
			return readFileSync(path, 'utf8').trim();
		} catch {
			return '';
		}
	};
	const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
	return children.reduce(
		(sum, child) =>
			sum + Number(read(`/proc/${child}/statm`).split(' ')[1] ?? 0) * PAGE + residentBelow(child),
		0,
	);
}
