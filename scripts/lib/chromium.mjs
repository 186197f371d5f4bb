import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findOnPath, isExecutable } from './desktop.mjs';
import { mustRun } from './run.mjs';

const names =
	process.platform === 'win32'
		? ['chrome.exe', 'msedge.exe']
		: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where installers put a browser that they do not put on PATH. */
const places = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
	],
	win32: [
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
		'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
	],
};

/** @returns {string | undefined} this machine's Chromium: CHROMIUM_PATH, or one that is installed */
function findChromium() {
	if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
	const elsewhere = places[/** @type {keyof typeof places} */ (process.platform)] ?? [];
	return findOnPath(names) ?? elsewhere.find(isExecutable);
}

/**
 * Chromium's path; on a Debian machine whose root we are it is installed where missing.
 *
 * @throws where there is none and none can be installed
 */
export async function needChromium() {
	const found = findChromium();
	if (found) return found;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.error('Installing Chromium …');
		// Another apt may be at work: wait for its lock instead of failing on it.
		const apt = ['-q', '-o', 'DPkg::Lock::Timeout=600'];
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await mustRun('apt-get', [...apt, 'update'], { env });
		await mustRun(
			'apt-get',
			[...apt, 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
			{ env },
		);
		const installed = findChromium();
		if (installed) return installed;
	}
	throw new Error('No Chromium or Chrome was found. Install one, or name it in CHROMIUM_PATH.');
}

/**
 * Starts this machine's Chromium, without a window.
 *
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export async function launchChromium(options = {}) {
	return chromium.launch({
		executablePath: await needChromium(),
		args: [
			...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
			...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
		],
		...options,
	});
}
