import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot, root } from './paths.mjs';

/**
 * Runs a program to its end, its output going where ours goes.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not be started
 */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
		child.on('error', (error) => {
			console.error(`${command}: ${error.message}`);
			resolve(1);
		});
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

/**
 * As {@link run}, and throws where the exit code is not 0.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function mustRun(command, args, options) {
	const code = await run(command, args, options);
	if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
}

/** npm is a .cmd on Windows, which only a shell starts. */
const shell = process.platform === 'win32';

/** @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] */
export const npm = (args, options) => mustRun('npm', args, { shell, ...options });

/**
 * The arguments for Node that start a package's own program, without a shell and without npx.
 *
 * @param {string} packageName @param {string} [bin] the program's name where it is not the package's
 */
export function toolPath(packageName, bin = packageName.split('/').at(-1) ?? packageName) {
	const manifest = inRoot('node_modules', packageName, 'package.json');
	const { bin: bins } = createRequire(import.meta.url)(manifest);
	return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
}

/** @param {string} packageName @param {string[]} args @param {string} [bin] */
export const runTool = (packageName, args, bin) =>
	run(process.execPath, [toolPath(packageName, bin), ...args]);
