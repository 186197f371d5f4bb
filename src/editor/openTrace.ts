import * as vscode from 'vscode';
import type { AllQueries, Answer, AnyQueryName } from '../session/editorQueries.ts';
import { startWorker } from '../session/node/workerProcess.ts';
import type { Disposable, Place, SessionChange, Summary, TraceSession } from '../session/traceSession.ts';
import { WorkerSession } from '../session/workerSession.ts';
import { baseName, documentOf, lineCount } from './content.ts';
import { plainText } from './plainText.ts';
import type { ReadingChoices } from './readingChoices.ts';
import { reveal } from './reveal.ts';
import { settingsFor } from './settings.ts';
import { TraceReading } from './traceReading.ts';

let count = 0;

/** A trace that is open in the editor: a session, fed with what its documents and files hold. */
export class OpenTrace implements TraceSession {
	readonly id = `trace-${++count}`;
	readonly title: string;
	private readonly session: WorkerSession;
	/** Files of which the editor's text is read, since what is on disk was seen to be something else. */
	private readonly fromText = new Set<string>();
	private keepers = 0;
	private followed = false;
	/** Whether following has come so far as to an analysis. */
	private settled = false;

	/**
	 * @param worker the path of the bundled process of the worker
	 * @param choices how the user wants files to be read
	 * @param attached whether it was asked for: then it stays for as long as one of its documents is open, of whatever language
	 * @param onReleased called when the last keeper is gone
	 */
	constructor(
		readonly files: readonly string[],
		worker: string,
		choices: ReadingChoices,
		readonly attached: boolean,
		private readonly onReleased: () => void,
	) {
		const [first = ''] = files;
		this.title = files.length === 1 ? baseName(first) : `${baseName(first)} and ${files.length - 1} more`;
		const reading = new TraceReading(files, choices);
		this.session = new WorkerSession({
			// What grows is what is on disk.
			inputs: () => reading.inputs(this.followed ? new Set() : this.fromText),
			follow: () => this.followed,
			reading: () => reading.reading(),
			causality: () => settingsFor(vscode.Uri.parse(first, true)).causality,
			facts: () => settingsFor(vscode.Uri.parse(first, true)).facts,
			startWorker: () => startWorker(worker),
		});
		this.session.onDidChange((change) => {
			if (change.type === 'failed' && change.crashed) void this.crashed(change.message);
			else if (this.followed) this.whileFollowing(change);
			else if (change.type === 'analysis') this.compareWithText(this.session.summary as Summary);
			// Nor is the text analysed of what is not to be.
			else if (change.type === 'failed' && !change.cancelled) this.tryText();
		});
		this.changed(0);
	}

	get revision(): number {
		return this.session.revision;
	}

	get summary(): Summary | null {
		return this.session.summary;
	}

	get pending(): TraceSession['pending'] {
		return this.session.pending;
	}

	get onDidChange(): TraceSession['onDidChange'] {
		return this.session.onDidChange;
	}

	get onDidDispose(): TraceSession['onDidDispose'] {
		return this.session.onDidDispose;
	}

	get kept(): boolean {
		return this.keepers > 0;
	}

	query<N extends AnyQueryName>(name: N, params: AllQueries[N]['params'], revision?: number): Answer<N> {
		return this.session.query(name, params, revision);
	}

	reveal(place: Place, options?: { preserveFocus?: boolean }): Promise<void> {
		return reveal(this, place, options);
	}

	retain(): Disposable {
		this.keepers++;
		let released = false;
		return {
			dispose: () => {
				if (released) return;
				released = true;
				if (--this.keepers === 0) this.onReleased();
			},
		};
	}

	/** Analyses what the files hold, `delay` milliseconds from now. Files that are followed tell themselves, until one is edited. */
	changed(delay: number): void {
		const documents = this.files.map(documentOf).filter((document) => document !== undefined);
		if (this.followed && !documents.some(({ isDirty }) => isDirty)) {
			// VS Code shows the new lines later than they were analysed: only now have their findings a place.
			if (documents.length > 0) this.session.tellAgain();
			return;
		}
		this.followed = false;
		this.session.changed(delay);
	}

	get following(): boolean {
		return this.followed;
	}

	/** Analyses the files as they grow on disk, from now on. */
	follow(): void {
		this.followed = true;
		this.settled = false;
		this.session.changed();
	}

	/** What was analysed last stays, until the files change. */
	stopFollowing(): void {
		if (!this.followed) return;
		this.followed = false;
		this.session.stopFollowing();
	}

	cancel(): void {
		// What is followed is to be so as a whole: there is no beginning of it to keep.
		if (this.followed) this.stopFollowing();
		else this.session.cancel();
	}

	dispose(): void {
		this.session.dispose();
	}

	/** Nothing answers any more, and by itself it would end alike once more. */
	private async crashed(message: string): Promise<void> {
		this.followed = false;
		const again = 'Analyse Again';
		const text = plainText(`${this.title}: ${message}.`);
		if ((await vscode.window.showErrorMessage(text, again)) === again) this.changed(0);
	}

	/** What cannot be followed at all is analysed as it is. */
	private whileFollowing(change: SessionChange): void {
		if (change.type === 'analysis') this.settled = true;
		if (change.type !== 'failed' || this.settled) return;
		this.followed = false;
		void vscode.window.showErrorMessage(plainText(change.message));
		this.changed(0);
	}

	/**
	 * The editor breaks lines at a lone CR too, decodes other encodings, and may hold what is no more on disk. Where its lines are
	 * not those that were analysed, its text is analysed instead: what is said must fit what is seen.
	 */
	private compareWithText(summary: Summary): void {
		if (summary.partial !== null) return;
		this.readText((uri, file) => {
			const document = documentOf(uri);
			return document !== undefined && lineCount(document) !== summary.files[file]?.lines;
		});
	}

	/** A file that cannot be read may still be open. */
	private tryText(): void {
		this.readText((uri) => documentOf(uri) !== undefined);
	}

	private readText(where: (uri: string, file: number) => boolean): void {
		const more = this.files.filter((uri, file) => !this.fromText.has(uri) && where(uri, file));
		for (const uri of more) this.fromText.add(uri);
		if (more.length > 0) this.changed(0);
	}
}
