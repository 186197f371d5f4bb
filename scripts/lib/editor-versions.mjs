/**
 * The VS Code versions that the editor tests run in: the newest that was looked at, and the lowest that the extension
 * promises (`engines.vscode`). Each is the VS Code server inside of an npm package, since a desktop build cannot be
 * had everywhere.
 *
 * `node` is the Node.js that this server was built for. `native` names the native modules that are built: the extension
 * host wants the watchdog, and without the logger every log is an error on the console. `ripgrep` is given where the
 * server comes without one, which it would download; files are then found by name as in any VS Code.
 *
 * @type {Record<string, { codeServer: string, node: string, native: string[], ripgrep?: string }>}
 */
export const editorVersions = {
	1.139: { codeServer: '4.139.1', node: '24.21.0', native: ['@vscode/spdlog', '@vscode/native-watchdog'] },
	'1.100': {
		codeServer: '4.100.3',
		node: '20.19.5',
		native: ['@vscode/spdlog', 'native-watchdog'],
		ripgrep: '1.18.0',
	},
};

/** The newest VS Code that the tests run in. */
export const newestVersion = '1.139';
