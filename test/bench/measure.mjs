// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What one run of a program took, from its start to its end, Node's own start included.
 *
 * @typedef {object} Measured
 * @property {number} wallMs
 * @property {number} cpuMs of all threads, in user and system
 * @property {number} peakBytes the largest resident set
 * @property {string} output what it printed
 */

const preload = fileURLToPath(new URL('./usage.cjs', import.meta.url));

/**
 * Runs a program of Node's once.
 *
 * @param {string[]} args the script and its arguments
 * @returns {Promise<Measured>}
 * @throws where its exit code is not 0
 */
export async function measure(args) {
	const folder = mkdtempSync(join(tmpdir(), 'replication-trace-bench-'));
	const usageFile = join(folder, 'usage.json');
	try {
		const start = performance.now();
		const output = await outputOf(['-r', preload, ...args], usageFile);
		const wallMs = performance.now() - start;
		const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
		return {
			wallMs,
			cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
			peakBytes: usage.maxRSS * 1024,
			output,
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/**
 * The median run by wall time of several.
 *
 * @param {number} times
 * @param {() => Promise<Measured>} run
 */
export async function medianOf(times, run) {
	/** @type {Measured[]} */
	const runs = [];
	for (let i = 0; i < times; i++) runs.push(await run());
	runs.sort((a, b) => a.wallMs - b.wallMs);
	return /** @type {Measured} */ (runs[times >> 1]);
}

/** @param {string[]} args @param {string} usageFile @returns {Promise<string>} */
function outputOf(args, usageFile) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, REPLICATION_TRACE_BENCH_USAGE: usageFile },
		});
		/** @type {Buffer[]} */
		const chunks = [];
		child.stdout.on('data', (chunk) => chunks.push(chunk));
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) resolve(Buffer.concat(chunks).toString());
			else reject(new Error(`node ${args.join(' ')} ended with code ${code}`));
		});
	});
}
