import type * as vscode from 'vscode';

/** How the user wants files to be read that are one trace. */
export interface ReadingChoice {
	/** A format's id; absent: what their content shows. */
	from?: string;
	/** Settings of formats, such as a mapping of columns. */
	settings?: Record<string, unknown>;
	/** The manifest that lists the files, as a URI. */
	manifest?: string;
}

const STORED = 'replicationTrace.reading';
/** Choices for files that nobody opened since that many others are forgotten. */
const KEPT = 200;

/** What the user chose for files, kept with the workspace. */
export class ReadingChoices {
	constructor(private readonly storage: vscode.Memento) {}

	/** @param files the URIs of a trace's files, in their order */
	of(files: readonly string[]): ReadingChoice {
		const key = files.join('\n');
		return this.stored().find(([known]) => known === key)?.[1] ?? {};
	}

	async set(files: readonly string[], choice: ReadingChoice): Promise<void> {
		const key = files.join('\n');
		const others = this.stored().filter(([known]) => known !== key);
		const own: [string, ReadingChoice][] = Object.keys(choice).length === 0 ? [] : [[key, choice]];
		await this.storage.update(STORED, [...own, ...others].slice(0, KEPT));
	}

	private stored(): [files: string, choice: ReadingChoice][] {
		return this.storage.get<[string, ReadingChoice][]>(STORED, []);
	}
}
