import * as vscode from 'vscode';
import type { DiagnosticRow } from '../session/editorQueries.ts';
import type { Sessions, TraceSession } from '../session/traceSession.ts';
import { documentOf } from './content.ts';
import { fileViews } from './fileViews.ts';
import { lineLink } from './hover/commandUri.ts';
import { locationOf, rangeOf, uriOf } from './place.ts';
import { SECTION, settingsFor } from './settings.ts';

/** VS Code shows no more of one collection in one file. */
const LIMIT = 1000;
/** So many are made at a time: with what they are related to, all at once would hold up other extensions. */
const SLICE = 100;
const SOURCE = 'Replication Trace';

const SEVERITY = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
} satisfies Record<DiagnosticRow['severity'], vscode.DiagnosticSeverity>;

/** Shows the findings of every open trace; those of an analysis replace the ones before at once, never nothing in between. */
export class Diagnostics implements vscode.Disposable {
	private readonly findings = vscode.languages.createDiagnosticCollection('replicationTrace');
	/** Hints on vectors: in a collection of their own, not to take places from findings, and in no list of problems. */
	private readonly hints = vscode.languages.createDiagnosticCollection('replicationTrace.vectors');
	/** By file, whether its diagnostics were made for a view of ours. */
	private readonly inView = new Map<string, boolean>();
	private readonly subscriptions: vscode.Disposable[] = [];

	constructor(private readonly sessions: Sessions) {
		for (const session of sessions.all) this.follow(session);
		this.subscriptions.push(
			vscode.Disposable.from(sessions.onDidOpen((session) => this.follow(session))),
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (!change.affectsConfiguration(`${SECTION}.diagnostics`)) return;
				for (const session of sessions.all) void this.show(session);
			}),
			fileViews.onDidChange(() => this.followViews()),
		);
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
		this.findings.dispose();
		this.hints.dispose();
	}

	private follow(session: TraceSession): void {
		session.onDidChange(({ type }) => {
			if (type === 'analysis') void this.show(session);
		});
		session.onDidDispose(() => {
			for (const uri of session.files) {
				// It may be shown by another session by now: alone, or together with other files.
				if (this.sessions.forDocument(uri) !== undefined) continue;
				this.findings.delete(vscode.Uri.parse(uri, true));
				this.hints.delete(vscode.Uri.parse(uri, true));
			}
		});
		if (session.revision > 0) void this.show(session);
	}

	/** Diagnostics of what only a view of ours shows lead there, so they change with it. */
	private followViews(): void {
		for (const session of this.sessions.all) {
			const isOther = session.files.some((uri) => (this.inView.get(uri) ?? false) !== isOnlyInView(uri));
			if (isOther && session.revision > 0) void this.show(session);
		}
	}

	private async show(session: TraceSession): Promise<void> {
		const { revision } = session;
		for (const [file, text] of session.files.entries()) {
			const uri = vscode.Uri.parse(text, true);
			if (this.sessions.forDocument(uri) !== session) continue;
			const settings = settingsFor(uri);
			if (!settings.diagnostics) {
				this.findings.delete(uri);
				this.hints.delete(uri);
				continue;
			}
			const answer = await session.query('diagnostics', {
				file,
				limit: LIMIT,
				severities: settings.severities,
			});
			if ('err' in answer || session.revision !== revision) return;
			if (this.sessions.forDocument(uri) !== session) continue;
			await this.set(session, uri, answer.ok.rows, answer.ok.total);
		}
	}

	private async set(
		session: TraceSession,
		uri: vscode.Uri,
		rows: readonly DiagnosticRow[],
		total: number,
	): Promise<void> {
		const { revision } = session;
		// One place is kept for the diagnostic that says how many there are more.
		const kept = total > LIMIT ? rows.slice(0, LIMIT - 1) : rows;
		const inView = isOnlyInView(uri.toString());
		const diagnostics: vscode.Diagnostic[] = [];
		for (let from = 0; from < kept.length; from += SLICE) {
			if (from > 0) await turn();
			if (session.revision !== revision) return;
			diagnostics.push(...kept.slice(from, from + SLICE).map((row) => diagnosticOf(session, row, inView)));
		}
		if (kept.length > SLICE) await turn();
		if (session.revision !== revision || this.sessions.forDocument(uri) !== session) return;
		if (total > kept.length) diagnostics.push(more(total - kept.length));
		this.inView.set(uri.toString(), inView);
		this.findings.set(uri, diagnostics);
		if (kept.length > SLICE) await turn();
		if (session.revision === revision && this.sessions.forDocument(uri) === session)
			this.hints.set(uri, kept.flatMap(hintsOf));
	}
}

/** Lets others on the thread have their turn. */
function turn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

function hintsOf({ code, vector }: DiagnosticRow): vscode.Diagnostic[] {
	if (vector === null) return [];
	const hint = new vscode.Diagnostic(rangeOf(vector), vector.message, vscode.DiagnosticSeverity.Hint);
	hint.source = SOURCE;
	hint.code = code;
	return [hint];
}

/** Whether a file is open in the editor for large files and as text nowhere that extensions see. */
function isOnlyInView(uri: string): boolean {
	return fileViews.of(vscode.Uri.parse(uri, true)) !== undefined && documentOf(uri) === undefined;
}

function diagnosticOf(session: TraceSession, row: DiagnosticRow, inView: boolean): vscode.Diagnostic {
	const diagnostic = new vscode.Diagnostic(rangeOf(row), row.message, SEVERITY[row.severity]);
	diagnostic.source = SOURCE;
	// The Problems view opens places as text; by the code's link one gets to what shows large files.
	diagnostic.code = inView
		? { value: row.code, target: vscode.Uri.parse(lineLink(uriOf(session, row), row.line)) }
		: row.code;
	diagnostic.relatedInformation = row.related.map(
		(related) => new vscode.DiagnosticRelatedInformation(locationOf(session, related), related.message),
	);
	return diagnostic;
}

function more(count: number): vscode.Diagnostic {
	const findings = count === 1 ? 'finding' : 'findings';
	const diagnostic = new vscode.Diagnostic(
		new vscode.Range(0, 0, 0, 0),
		`${count.toLocaleString('en')} more ${findings}, the less severe ones, are not listed here. The conflict report has them.`,
		vscode.DiagnosticSeverity.Information,
	);
	diagnostic.source = SOURCE;
	diagnostic.code = 'more';
	return diagnostic;
}
