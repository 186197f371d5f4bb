// Node's own modules only: this runs before any package is installed.
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { npm } from './run.mjs';

/**
 * Installs the packages of a folder's package-lock.json where they are missing or others than it names.
 *
 * @param {string} [folder] from the project's
 */
export async function needPackages(folder = '.') {
	if (installedAsLocked(folder)) return;
	console.error('Installing packages …');
	// Dependencies bring what they need within their packages; nothing has to be built or downloaded after install.
	await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: inRoot(folder),
	});
}

/**
 * Whether node_modules holds what the lock file names; packages for other platforms aside.
 *
 * @param {string} folder
 */
function installedAsLocked(folder) {
	const locked = packagesOf(folder, 'package-lock.json');
	const installed = packagesOf(folder, 'node_modules/.package-lock.json');
	if (!locked || !installed) return false;
	return Object.entries(locked).every(
		([path, { version, optional }]) =>
			path === '' || (installed[path] ? installed[path].version === version : optional === true),
	);
}

/**
 * @param {string} folder
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(folder, file) {
	try {
		return JSON.parse(readFileSync(inRoot(folder, file), 'utf8')).packages;
	} catch {
		return undefined;
	}
}
