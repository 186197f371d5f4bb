// What esbuild makes of `import * as vscode` copies the whole API, once for every file that says so: half of the time that it takes
// to load the extension.
import { readFile } from 'node:fs/promises';

const NAMESPACE = "import * as vscode from 'vscode';";

/** Where a source names all of VS Code's API, it is given that object itself. @type {import('esbuild').Plugin} */
export const vscodeAsItIs = {
	name: 'vscode-as-it-is',
	setup(build) {
		build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
			contents: (await readFile(path, 'utf8')).replace(NAMESPACE, "import vscode = require('vscode');"),
			loader: 'ts',
		}));
	},
};
