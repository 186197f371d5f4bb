// The licences of the packages that end up in bundles, which ask to be told wherever the bundles go.
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { inRoot } from './paths.mjs';

const NOTICES = 'dist/THIRD-PARTY-NOTICES.txt';

/**
 * Writes the licences of all packages that the bundles hold something of into one file, each text once.
 *
 * @param {string[]} inputs the bundles' sources, from the root
 * @returns {Promise<string>} the file written, from the root
 */
export async function writeNotices(inputs) {
	/** By licence text: the packages that are under it. @type {Map<string, string[]>} */
	const packages = new Map();
	for (const folder of packageFolders(inputs)) {
		const { name, version, license, author } = JSON.parse(
			readFileSync(inRoot(folder, 'package.json'), 'utf8'),
		);
		const by = author?.name ?? author;
		const text =
			licenceOf(folder) ??
			`Licence: ${license ?? 'see its package'}${by === undefined ? '' : `, by ${by}`}\n`;
		packages.set(text, [...(packages.get(text) ?? []), `${name} ${version}`]);
	}
	const chapters = [...packages].map(([text, names]) => `${names.sort().join('\n')}\n\n${text.trim()}\n`);
	await writeFile(
		inRoot(NOTICES),
		`Replication Trace contains parts of these packages.\n\n${chapters.sort().join(`\n${'-'.repeat(80)}\n\n`)}`,
	);
	return NOTICES;
}

/** @param {string[]} inputs */
function packageFolders(inputs) {
	const folders = inputs.flatMap(
		(input) => input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1] ?? [],
	);
	return [...new Set(folders)].sort();
}

/** @param {string} folder a package's, from the root */
function licenceOf(folder) {
	// The plain name before LICENSE-MIT.txt and the like: of several, that is the one for all.
	const file = readdirSync(inRoot(folder))
		.filter((name) => /^(licen[cs]e|copying)(-[\w.]+)?(\.(md|txt))?$/i.test(name))
		.sort((a, b) => a.length - b.length)[0];
	return file === undefined ? null : readFileSync(inRoot(folder, file), 'utf8');
}
