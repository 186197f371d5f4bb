// Opens an editor with the extension and a trace: `npm start [-- FILE]`. A desktop VS Code (VSCODE_PATH, or `code` on PATH)
// where there is one, else VS Code's server, whose address is printed. Option: --version 1.100 (of the server).
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktopCode, openInBrowser } from './lib/desktop.mjs';
import { needPackages } from './lib/packages.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: { version: { type: 'string' } },
});
// npm runs scripts in the project's folder, and says where the user was.
const file = positionals[0]
	? resolve(process.env.INIT_CWD ?? '.', positionals[0])
	: inRoot('test', 'traces', 'status-conflict.reptrace');
if (!existsSync(file)) {
	console.error(`${file} does not exist.`);
	process.exit(2);
}
const folder = dirname(file);

await needPackages();
await mustRun(process.execPath, [inRoot('scripts', 'build.mjs')]);

const code = findDesktopCode();
if (code) {
	console.log(`Opening ${file} in ${code}`);
	const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder, file];
	// On Windows `code` is a .cmd, which only a shell starts, and a shell wants its words quoted.
	if (process.platform === 'win32')
		await mustRun(
			`"${code}"`,
			args.map((word) => `"${word}"`),
			{ shell: true },
		);
	else await mustRun(code, args);
} else {
	const { startServer, workbenchUrl } = await import('./lib/editor-server.mjs');
	const server = await startServer({ version: options.version });
	const url = workbenchUrl(server, { folder, file, extension: root });
	console.log(`VS Code with Replication Trace runs until Ctrl-C at\n\n${url}\n`);
	openInBrowser(url);
}
