import type { TraceBuilder } from '../trace/trace.ts';

/** The kinds of logs that are read, as `--from` and the JSON report name them. */
export type FormatId =
	| 'native'
	| 'shiviz'
	| 'couchdb'
	| 'automerge'
	| 'loro'
	| 'yjs'
	| 'syncthing'
	| 'postgresql'
	| 'galera'
	| 'jepsen'
	| 'otlp'
	| 'mapped';

/** The first bytes of a file: what its format is recognised by. */
export interface FileHead {
	/** The name under which the file was given. It may support what the content says, never replace it. */
	readonly name: string;
	readonly bytes: Uint8Array;
	/** The same as text; what is no UTF-8 is U+FFFD. */
	readonly text: string;
	/** Whether this is all of the file. */
	readonly whole: boolean;
}

/** One file as it is given to an importer. */
export interface ImportFile {
	readonly name: string;
	/** The node that it was recorded on: told by a manifest, else guessed from the name; null where neither tells. */
	readonly node: string | null;
	/** Whether a manifest told the node: a guess may be overruled by what the file says. */
	readonly nodeGiven: boolean;
	/** To be added to the file's times, in milliseconds. */
	readonly clockOffset: number;
}

/** What the user or a manifest tells beyond the files. Keys are those of the manifest's schema in media/. */
export interface ImportOptions {
	/** Names by name, by kind: `origins`, `devices`, `databases`, … What a log calls something → what it is to be called. */
	readonly maps: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Settings of the format: a regular expression, a mapping of columns. */
	readonly settings: Readonly<Record<string, unknown>>;
}

/** Reads one file, chunk by chunk. */
export interface FileReader {
	/** Takes the next bytes of the file. The chunk may be reused afterwards. */
	push(chunk: Uint8Array): void;
	/** Ends the file. */
	end(): void;
	/** Has all whole lines that were pushed in the trace; without it they are there at once. */
	flush?(): void;
	/** Lets go of what the reader holds, however the reading ended. */
	close?(): void;
}

/** Reads the files of one trace, one after the other, into its builder. */
export interface Importer {
	/** Begins the next file; calls `builder.beginFile` once. */
	open(file: ImportFile): FileReader;
	/** All files have been read: what only several of them tell together is added now. */
	finish?(): void | Promise<void>;
}

export type OpenImporter = (builder: TraceBuilder, options: ImportOptions) => Importer;

/** A kind of log: how it is recognised, and where the code that reads it is. */
export interface Format {
	readonly id: FormatId;
	/** What people call it. */
	readonly title: string;
	/** How sure the head makes it that the file is of this format: 0 (it is not) to 1. Cheap: runs on every file. */
	detect(head: FileHead): number;
	/** Loads the code that reads it. Nothing of it is loaded before. */
	load(): Promise<OpenImporter>;
}

/** Settings that a format needs and that are absent or cannot be used: told to the user in one line. */
export class UnusableSettings extends Error {
	override name = 'UnusableSettings';
}

/** What an importer is told where nobody chose anything. */
export const NO_OPTIONS: ImportOptions = { maps: {}, settings: {} };
