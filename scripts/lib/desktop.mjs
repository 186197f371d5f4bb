// Node's own modules only, as in scripts/lib/packages.mjs.
import { spawn } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

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

/**
 * The program of a desktop VS Code itself, which ends when its window is closed, where `path` is the `code` that starts it and
 * returns at once; any other path is the program already.
 *
 * @param {string} path
 */
export function executableOf(path) {
	if (!/^code(-insiders)?(\.cmd)?$/.test(basename(path))) return path;
	const starter = realpathSync(path);
	if (basename(dirname(starter)) !== 'bin') return path;
	const folder = dirname(dirname(starter));
	const places = [
		join(folder, basename(starter)),
		join(folder, 'Code.exe'),
		join(folder, 'Code - Insiders.exe'),
		// On macOS the starter is in Contents/Resources/app/bin.
		join(folder, '..', '..', 'MacOS', 'Electron'),
	];
	return places.find(isExecutable) ?? path;
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
