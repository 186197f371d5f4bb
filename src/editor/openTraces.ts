import * as vscode from 'vscode';
import type { Place, Sessions, TraceSession } from '../session/traceSession.ts';
import { activeFile } from './activeFile.ts';
import { FILE_FORMATS } from './fileFormats.ts';
import { activeCursor, fileViews } from './fileViews.ts';
import { readManifest } from './manifest.ts';
import { OpenTrace } from './openTrace.ts';
import type { ReadingChoice, ReadingChoices } from './readingChoices.ts';
import { SECTION, settingsFor } from './settings.ts';
import { isTrace, watchDocuments } from './traceDocuments.ts';
import { watchFiles } from './watchFiles.ts';

/** Time for whoever gets a trace to keep it, before it is closed as needed by nobody. */
const GRACE = 2000;

/** Settings that another analysis is made for. */
const ANALYSED_BY = [
	...['causality', 'homes', 'clocks', 'hlc'].map((name) => `${SECTION}.${name}`),
	FILE_FORMATS,
	`${SECTION}.formats.mapping`,
];

/**
 * All open traces. A trace document that is open has a session of its own, unless it is open together with others; any other file
 * has one once that was asked for. A session ends when none of its documents is open and nobody keeps it.
 */
export class OpenTraces implements Sessions, vscode.Disposable {
	/** In the order in which they were opened: of two with the same document the later one counts. */
	private traces: OpenTrace[] = [];
	private readonly subscriptions: vscode.Disposable[] = [];
	private readonly watchers = new Map<OpenTrace, vscode.Disposable>();
	private readonly opened = new vscode.EventEmitter<TraceSession>();
	private readonly closed = new vscode.EventEmitter<TraceSession>();
	private readonly activeChange = new vscode.EventEmitter<TraceSession | undefined>();
	private readonly cursorMove = new vscode.EventEmitter<{ session: TraceSession; place: Place }>();
	readonly onDidOpen = this.opened.event;
	readonly onDidClose = this.closed.event;
	readonly onDidChangeActive = this.activeChange.event;
	readonly onDidMoveCursor = this.cursorMove.event;
	private current: OpenTrace | undefined;
	/** The trace whose visualizer is the active tab. */
	private pictured: TraceSession | undefined;
	private cursor = '';
	private disposed = false;

	/**
	 * @param worker the path of the bundled process of the worker
	 * @param choices how the user wants files to be read
	 */
	constructor(
		private readonly worker: string,
		private readonly choices: ReadingChoices,
	) {
		this.subscriptions.push(
			watchDocuments({
				opened: () => this.settle(),
				closed: (uri) => {
					// What was analysed may have been text that was never saved.
					for (const trace of this.containing(uri)) if (this.isNeeded(trace)) trace.changed(0);
					// A document whose language changes is closed before it has its new one.
					setTimeout(() => this.settle(), 0);
				},
				changed: (uri) => {
					for (const trace of this.containing(uri))
						trace.changed(settingsFor(vscode.Uri.parse(uri, true)).delay);
				},
			}),
			vscode.window.onDidChangeActiveTextEditor(() => this.updateActive()),
			vscode.window.tabGroups.onDidChangeTabs(() => this.updateActive()),
			vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
				if (textEditor === vscode.window.activeTextEditor) this.followCursor();
			}),
			fileViews.onDidMoveCursor(() => this.followCursor()),
			fileViews.onDidChange(() => this.updateActive()),
			vscode.workspace.onDidChangeConfiguration((change) => {
				for (const trace of this.traces) {
					const uri = vscode.Uri.parse(trace.files[0] as string, true);
					if (ANALYSED_BY.some((name) => change.affectsConfiguration(name, uri))) trace.changed(0);
				}
				if (change.affectsConfiguration(FILE_FORMATS)) this.settle();
			}),
		);
		this.settle();
	}

	get all(): readonly TraceSession[] {
		return this.traces;
	}

	get active(): TraceSession | undefined {
		return this.current;
	}

	forDocument(uri: { toString(): string }): TraceSession | undefined {
		return this.containing(uri.toString()).at(-1);
	}

	open(files: readonly string[]): TraceSession {
		const known = this.traces.find(
			(trace) => trace.files.length === files.length && trace.files.every((file, i) => file === files[i]),
		);
		if (known !== undefined) return known;
		const trace = this.add([...files], true);
		this.settleLater();
		return trace;
	}

	/**
	 * Opens the files that a manifest lists as one trace, read as it says.
	 *
	 * @throws Error that says in words what is wrong with the manifest
	 */
	async openSet(manifest: vscode.Uri): Promise<TraceSession> {
		const { files } = await readManifest(manifest);
		const own = { manifest: manifest.toString() };
		const { manifest: before, ...choice } = this.choices.of(files);
		await this.choices.set(files, { ...choice, ...own });
		const session = this.open(files);
		if (before !== own.manifest) this.again(session);
		return session;
	}

	/**
	 * Reads a trace's files as a format from now on; without one, as what their content shows.
	 *
	 * @param settings of the format; absent: as they were
	 */
	async readAs(
		session: TraceSession,
		format: string | undefined,
		settings?: Record<string, unknown>,
	): Promise<void> {
		const { from: _, ...others } = this.choices.of(session.files);
		await this.choices.set(session.files, {
			...others,
			...(format !== undefined && { from: format }),
			...(settings && { settings: { ...others.settings, ...settings } }),
		});
		this.again(session);
	}

	/** What the user chose for a trace. */
	choiceOf(session: TraceSession): ReadingChoice {
		return this.choices.of(session.files);
	}

	pictures(session: TraceSession, active: boolean): void {
		if (active) this.pictured = session;
		else if (this.pictured === session) this.pictured = undefined;
		this.updateActive();
	}

	/** Ends the analysis of several files as one; those that are open are then analysed one by one. */
	separate(session: TraceSession): void {
		const trace = this.traces.find(({ id }) => id === session.id);
		if (trace === undefined) return;
		this.remove(trace);
		for (const { uri } of vscode.workspace.textDocuments) {
			const file = uri.toString();
			if (trace.files.includes(file) && this.containing(file).length === 0) this.add([file], true);
		}
		this.settle();
	}

	/** Ends the analysis of what turned out to be no trace. */
	close(session: TraceSession): void {
		const trace = this.traces.find(({ id }) => id === session.id);
		if (trace !== undefined) this.remove(trace);
		this.settle();
	}

	/** Analyses the files of a trace as they grow. */
	follow(session: TraceSession): void {
		this.traces.find(({ id }) => id === session.id)?.follow();
	}

	stopFollowing(session: TraceSession): void {
		this.traces.find(({ id }) => id === session.id)?.stopFollowing();
	}

	cancel(session: TraceSession): void {
		this.traces.find(({ id }) => id === session.id)?.cancel();
	}

	dispose(): void {
		this.disposed = true;
		for (const trace of [...this.traces]) this.remove(trace);
		for (const subscription of this.subscriptions) subscription.dispose();
		for (const emitter of [this.opened, this.closed, this.activeChange, this.cursorMove]) emitter.dispose();
	}

	private containing(uri: string): OpenTrace[] {
		return this.traces.filter(({ files }) => files.includes(uri));
	}

	private isNeeded(trace: OpenTrace): boolean {
		if (trace.kept) return true;
		return vscode.workspace.textDocuments.some(
			(document) =>
				!document.isClosed &&
				this.forDocument(document.uri) === trace &&
				(trace.attached || isTrace(document)),
		);
	}

	/** Whoever lets a trace go may be about to hand it on. */
	private settleLater(): void {
		setTimeout(() => this.settle(), GRACE);
	}

	/** Opens what the open documents need and closes what nobody needs. */
	private settle(): void {
		if (this.disposed) return;
		for (const trace of [...this.traces]) if (!this.isNeeded(trace)) this.remove(trace);
		for (const document of vscode.workspace.textDocuments) {
			const uri = document.uri.toString();
			if (isTrace(document) && this.containing(uri).length === 0) this.add([uri], false);
		}
		this.updateActive();
	}

	private again(session: TraceSession): void {
		this.traces.find(({ id }) => id === session.id)?.changed(0);
	}

	/** @param attached whether it was asked for */
	private add(files: readonly string[], attached: boolean): OpenTrace {
		const trace = new OpenTrace(files, this.worker, this.choices, attached, () => this.settleLater());
		this.traces.push(trace);
		this.watchers.set(
			trace,
			watchFiles(this.watched(files), () => trace.changed(settingsFor(undefined).delay)),
		);
		this.opened.fire(trace);
		this.updateActive();
		return trace;
	}

	/** The files and the manifest that tells how to read them. */
	private watched(files: readonly string[]): string[] {
		const { manifest } = this.choices.of(files);
		return manifest === undefined ? [...files] : [...files, manifest];
	}

	private remove(trace: OpenTrace): void {
		this.traces = this.traces.filter((other) => other !== trace);
		this.watchers.get(trace)?.dispose();
		this.watchers.delete(trace);
		trace.dispose();
		this.closed.fire(trace);
	}

	private updateActive(): void {
		this.followCursor();
		const uri = activeCursor()?.uri ?? activeFile();
		// Where no file is active, it is the trace of the visualizer that is; of another webview, the one that was looked at.
		const looked = this.pictured ?? this.current;
		const kept = this.traces.find((trace) => trace === looked);
		const active = uri === undefined ? kept : this.containing(uri.toString()).at(-1);
		if (active === this.current) return;
		this.current = active;
		this.activeChange.fire(active);
	}

	private followCursor(): void {
		const at = activeCursor();
		const session = at && this.containing(at.uri.toString()).at(-1);
		if (at === undefined || session === undefined) return;
		const place = { file: session.files.indexOf(at.uri.toString()), line: at.selection.active.line + 1 };
		const cursor = `${session.id} ${place.file} ${place.line}`;
		if (cursor === this.cursor) return;
		this.cursor = cursor;
		this.cursorMove.fire({ session, place });
	}
}
