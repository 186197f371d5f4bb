// A real VS Code without a desktop: its server, run by its own Node, seen through a browser.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchServer } from './fetch-server.mjs';
import { mustRun } from './run.mjs';

/** Shown to nobody but a person who looks at the tests: no welcome page, no trust question, no updates, no chat. */
const quietSettings = {
	'chat.disableAIFeatures': true,
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.tips.enabled': false,
	'security.workspace.trust.enabled': false,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.enabled': false,
	'update.mode': 'none',
	'window.autoDetectColorScheme': false,
	'telemetry.telemetryLevel': 'off',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} [version] one of {@link editorVersions}
 * @property {Record<string, unknown>} [settings] on top of those that keep the workbench quiet
 * @property {string} [extensionsFolder] where extensions are installed; an empty one of its own where absent
 * @property {NodeJS.ProcessEnv} [env] for the server and its extension hosts, on top of our own
 */

/**
 * @typedef {object} Server
 * @property {string} url of the workbench, without a folder
 * @property {string} authority what stands in `vscode-remote://AUTHORITY/path`
 * @property {string} log what the server wrote so far
 * @property {(changes: Record<string, unknown>) => void} changeSettings of the user, while it runs
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/**
 * Starts a server with data of its own on a free port.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer({ version, settings = {}, extensionsFolder, env } = {}) {
	const { node, main, folder } = await fetchServer(version);
	const data = mkdtempSync(join(tmpdir(), 'replication-trace-editor-'));
	// Two files: the user's holds what must be there from the start, of every scope, but the server does not watch it; the
	// machine's is watched and wins over it.
	writeSettings(join(data, 'data', 'User'), { ...quietSettings, ...settings });
	/** @type {Record<string, unknown>} */
	let changed = {};
	/** @param {Record<string, unknown>} changes */
	const changeSettings = (changes) => {
		changed = { ...changed, ...changes };
		writeSettings(join(data, 'data', 'Machine'), changed);
	};
	changeSettings({});
	const child = spawn(
		node,
		[
			main,
			...[
				'--host',
				'127.0.0.1',
				'--port',
				'0',
				'--without-connection-token',
				'--accept-server-license-terms',
			],
			...['--enable-smoke-test-driver', '--telemetry-level', 'off'],
			...dataArguments(data, extensionsFolder),
		],
		{
			cwd: folder,
			// Without a gallery nothing is asked of the network.
			env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: process.platform !== 'win32',
		},
	);
	let log = '';
	const exited = new Promise((resolve) => child.once('exit', resolve));
	const release = atExit(() => {
		// Nothing can be waited for any more, and a server that ends in its own time would write its folder anew.
		killTree(child, 'SIGKILL');
		removeFolder(data);
	});
	const stop = async () => {
		release();
		killTree(child);
		await exited;
		removeFolder(data);
	};
	const port = await new Promise((resolve, reject) => {
		/** @param {Buffer} chunk */
		const read = (chunk) => {
			log += chunk;
			const match = /Extension host agent listening on (\d+)/.exec(log);
			if (match) resolve(Number(match[1]));
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`The VS Code server ended with code ${code}:\n${log}`)));
	});
	const authority = `127.0.0.1:${port}`;
	return {
		url: `http://${authority}/`,
		authority,
		get log() {
			return log;
		},
		changeSettings,
		stop,
	};
}

/** @param {string} folder */
const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

/**
 * Runs an action when this process ends, also by Ctrl-C.
 *
 * @param {() => void} action
 * @returns {() => void} takes it back
 */
function atExit(action) {
	const exit = () => process.exit(130);
	process.once('exit', action).once('SIGINT', exit).once('SIGTERM', exit);
	return () => process.off('exit', action).off('SIGINT', exit).off('SIGTERM', exit);
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} [signal] */
function killTree(child, signal = 'SIGTERM') {
	if (child.exitCode !== null || child.pid === undefined) return;
	try {
		// Its extension hosts are in the same group; they would outlive a killed server by some seconds.
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
	} catch {
		child.kill(signal);
	}
}

/** @param {string} folder @param {Record<string, unknown>} settings */
function writeSettings(folder, settings) {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** @param {string} data @param {string} [extensionsFolder] */
const dataArguments = (data, extensionsFolder = join(data, 'extensions')) => [
	...['--server-data-dir', data],
	...['--extensions-dir', extensionsFolder],
];

/**
 * The address of the workbench with a folder and, on request, a file and extensions under development.
 *
 * @param {Server} server
 * @param {{ folder?: string, file?: string, extension?: string, tests?: string }} open absolute paths; `tests` is the
 *   module whose `run()` the extension host calls
 */
export function workbenchUrl({ url, authority }, { folder, file, extension, tests }) {
	/** @param {string} path */
	const remote = (path) => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
	const payload = [];
	if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
	if (tests) payload.push(['extensionTestsPath', remote(tests)]);
	if (file) payload.push(['openFile', remote(file)]);
	const query = new URLSearchParams({ payload: JSON.stringify(payload) });
	if (folder) query.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
	return `${url}?${query}`;
}

/**
 * Installs a packaged extension as a user would.
 *
 * @param {{ version?: string, vsix: string, extensionsFolder: string }} options
 */
export async function installExtension({ version, vsix, extensionsFolder }) {
	const { node, main, folder } = await fetchServer(version);
	const data = mkdtempSync(join(tmpdir(), 'replication-trace-install-'));
	const args = [
		'--install-extension',
		vsix,
		'--accept-server-license-terms',
		...dataArguments(data, extensionsFolder),
	];
	await mustRun(node, [main, ...args], { cwd: folder });
	rmSync(data, { recursive: true, force: true });
}
