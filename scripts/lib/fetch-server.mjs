import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { editorVersions, newestVersion } from './editor-versions.mjs';
import { inRoot } from './paths.mjs';
import { npm } from './run.mjs';

/** Where the servers are kept. 800 MB a version: a build machine can keep them between runs by naming a folder of its own. */
const cacheFolder = () => process.env.REPLICATION_TRACE_CACHE || inRoot('.vscode-test');

/** The npm package that holds a Node.js binary for this machine. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const ripgrepPackage = `@vscode/ripgrep-${process.platform}-${process.arch}`;

/**
 * Fetches a version's server unless it is there already.
 *
 * @param {string} [version] one of {@link editorVersions}
 * @returns {Promise<{ node: string, main: string, folder: string }>} its Node binary and its main module, both absolute
 */
export async function fetchServer(version = newestVersion) {
	const wanted = editorVersions[version];
	if (!wanted) {
		throw new Error(`VS Code ${version} is not one of ${Object.keys(editorVersions).join(', ')}`);
	}
	const home = join(cacheFolder(), `server-${wanted.codeServer}-node-${wanted.node}`);
	if (!existsSync(home)) {
		console.error(`Fetching VS Code ${version} (once) …`);
		mkdirSync(cacheFolder(), { recursive: true });
		// Installed beside its place and moved there when it is whole: an interrupted install is never taken for one.
		const draft = mkdtempSync(`${home}.`);
		try {
			await install(draft, wanted);
			if (!existsSync(home)) renameSync(draft, home);
		} finally {
			rmSync(draft, { recursive: true, force: true });
		}
	}
	const folder = serverFolder(home);
	return { node: nodeBinary(home), main: join(folder, 'out', 'server-main.js'), folder };
}

/** @param {string} home */
const serverFolder = (home) => join(home, 'node_modules', 'code-server', 'lib', 'vscode');

/** @param {string} home */
const nodeBinary = (home) =>
	join(home, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @param {string} home @param {typeof editorVersions[string]} wanted */
async function install(home, wanted) {
	writeFileSync(join(home, 'package.json'), '{"private":true}');
	const packages = [`code-server@${wanted.codeServer}`, `${nodePackage}@${wanted.node}`];
	if (wanted.ripgrep) packages.push(`${ripgrepPackage}@${wanted.ripgrep}`);
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	await npm(['install', '--ignore-scripts', ...quiet, ...packages], { cwd: home });
	const node = nodeBinary(home);
	const env = {
		...process.env,
		PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
		// The headers that came with this Node, so that node-gyp does not go and download them.
		npm_config_nodedir: join(home, 'node_modules', nodePackage),
	};
	const inServer = { cwd: serverFolder(home), env };
	await npm(['install', '--omit=dev', '--ignore-scripts', ...quiet], inServer);
	if (wanted.ripgrep) {
		const modules = join(serverFolder(home), 'node_modules');
		cpSync(join(home, 'node_modules', ripgrepPackage, 'bin'), join(modules, '@vscode', 'ripgrep', 'bin'), {
			recursive: true,
		});
	}
	try {
		await npm(['rebuild', ...quiet, ...wanted.native], inServer);
	} catch (error) {
		throw new Error(
			`${wanted.native.join(', ')} could not be built. Python 3, make and a C++ compiler are needed.`,
			{
				cause: error,
			},
		);
	}
}
