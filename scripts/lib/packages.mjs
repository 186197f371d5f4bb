// Node's own modules only: this runs before any package is installed.
import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { npm } from './run.mjs';

/** Installs the packages of package-lock.json where they are missing or others than it names. */
export async function needPackages() {
	if (installedAsLocked()) return;
	console.error('Installing packages …');
	// Dependencies bring what they need within their packages; nothing has to be built or downloaded after install.
	await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Whether node_modules holds what the lock file names; packages for other platforms aside. */
function installedAsLocked() {
	const locked = packagesOf('package-lock.json');
	const installed = packagesOf('node_modules/.package-lock.json');
	if (!locked || !installed) return false;
	return Object.entries(locked).every(
		([path, { version, optional }]) =>
			path === '' || (installed[path] ? installed[path].version === version : optional === true),
	);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
	try {
		return JSON.parse(readFileSync(inRoot(file), 'utf8')).packages;
	} catch {
		return undefined;
	}
}
