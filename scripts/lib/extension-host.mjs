import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { startServer, workbenchUrl } from './editor-server.mjs';
import { compileSuite, prepareSuiteRun } from './editor-suite.mjs';
import { root } from './paths.mjs';

/**
 * Runs test/editor/suite in the extension host of one VS Code version.
 *
 * @param {{ version: string, grep?: string, timeout?: number }} options timeout of the whole run, in milliseconds
 * @returns {Promise<import('./editor-suite.mjs').Results>}
 */
export async function runInExtensionHost({ version, grep, timeout = 300_000 }) {
	const tests = await compileSuite();
	const suite = await prepareSuiteRun(grep);
	/** @type {string[]} */
	const log = [];
	/** @type {import('./editor-server.mjs').Server | undefined} */
	let server;
	/** @type {import('playwright-core').Browser | undefined} */
	let browser;
	try {
		server = await startServer({ version, env: suite.env });
		browser = await launchChromium();
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		// VS Code calls these two where it runs under automation: for all that goes to the console, and at the tests' end.
		await page.exposeFunction(
			'codeAutomationLog',
			(/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
				log.push(format(...args));
			},
		);
		/** @type {Promise<number>} */
		const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
		await page.goto(workbenchUrl(server, { folder: suite.workspace, extension: root, tests }));
		/** @type {NodeJS.Timeout | undefined} */
		let timer;
		const late = new Promise((_, reject) => {
			timer = setTimeout(() => reject(new Error(`No end of the tests after ${timeout / 1000} s`)), timeout);
		});
		await Promise.race([ended, late]).finally(() => clearTimeout(timer));
		return suite.results();
	} catch (error) {
		console.error(log.join('\n'), server?.log);
		throw error;
	} finally {
		await browser?.close();
		await server?.stop();
		suite.remove();
	}
}
