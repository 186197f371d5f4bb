import * as vscode from 'vscode';
import type { Input, InputFacts, Reading } from '../session/wire.ts';
import { baseName, documentOf, inputOf } from './content.ts';
import { formatOfFile } from './fileFormats.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { ReadingChoices } from './readingChoices.ts';
import { SECTION } from './settings.ts';
import { isTraceName, LANGUAGE } from './traceDocuments.ts';

/** The mapping of columns that the settings hold. */
function mappingOf(uri: vscode.Uri | undefined): { mapping?: unknown } {
	const mapping = vscode.workspace.getConfiguration(SECTION, uri).get('formats.mapping');
	return typeof mapping === 'object' && mapping !== null && 'fields' in mapping ? { mapping } : {};
}

/** How the files of one trace are read: what the user chose, what their manifest says, what the settings say of their names. */
export class TraceReading {
	private manifest: Manifest | null = null;

	constructor(
		private readonly files: readonly string[],
		private readonly choices: ReadingChoices,
	) {}

	/**
	 * What to analyse. @param fromText the files of which the editor's text counts
	 *
	 * @throws Error that says in words why there is nothing
	 */
	async inputs(fromText: ReadonlySet<string>): Promise<Input[]> {
		await this.readManifest();
		return Promise.all(
			this.files.map(async (uri, i) => ({
				...(await inputOf(uri, fromText.has(uri))),
				...(this.manifest && { about: this.manifest.set.files[i] as InputFacts }),
			})),
		);
	}

	/** How, as of the last {@link inputs}. */
	reading(): Reading {
		const { from, settings } = this.choices.of(this.files);
		const set = this.manifest?.set;
		const uris = this.files.map((file) => vscode.Uri.parse(file, true));
		const bySettings = uris.map(formatOfFile).find((format) => format !== undefined);
		const isOurs = uris.some(
			(uri) => isTraceName(uri) || documentOf(uri.toString())?.languageId === LANGUAGE,
		);
		return {
			from: from ?? set?.format ?? bySettings ?? 'auto',
			...(set && { maps: set.maps }),
			settings: { ...mappingOf(uris[0]), ...set?.settings, ...settings },
			// What has a name of ours is read as ours whatever it holds; of other files nothing is assumed.
			onlyKnown: !isOurs,
		};
	}

	private async readManifest(): Promise<void> {
		const { manifest } = this.choices.of(this.files);
		this.manifest = null;
		if (manifest === undefined) return;
		const read = await readManifest(vscode.Uri.parse(manifest, true));
		const isSame =
			read.files.length === this.files.length && read.files.every((file, i) => file === this.files[i]);
		if (!isSame) throw new Error(`${baseName(manifest)} lists other files now: open it again`);
		this.manifest = read;
	}
}
