// Node's own modules only, as in scripts/lib/packages.mjs.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first of these programs on PATH.
 *
 * @param {string[]} names
 */
export function findOnPath(names) {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Whether a window can be opened here. */
const hasDesktop =
	process.platform === 'darwin' ||
	process.platform === 'win32' ||
	Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** @returns {string | undefined} the `code` program of a desktop VS Code: VSCODE_PATH, or the one on PATH */
export function findDesktopCode() {
	if (process.env.VSCODE_PATH) return process.env.VSCODE_PATH;
	return hasDesktop ? findOnPath(process.platform === 'win32' ? ['code.cmd'] : ['code']) : undefined;
}

/** Opens an address in the desktop's browser, where there is a desktop. @param {string} url */
export function openInBrowser(url) {
	if (!hasDesktop) return;
	const [command, ...args] =
		process.platform === 'darwin'
			? ['open', url]
			: process.platform === 'win32'
				? ['rundll32', 'url.dll,FileProtocolHandler', url]
				: ['xdg-open', url];
	// Whoever has no such program opens the printed address by hand.
	spawn(command, args, { stdio: 'ignore', detached: true })
		.on('error', () => {})
		.unref();
}
