import * as vscode from 'vscode';
import type { DiagnosticRow } from '../session/editorQueries.ts';
import type { Sessions, TraceSession } from '../session/traceSession.ts';
import { documentOf } from './content.ts';
import { DiagnosticPages } from './diagnosticPages.ts';
import { fileViews } from './fileViews.ts';
import { lineLink } from './hover/commandUri.ts';
import { locationOf, rangeOf, uriOf } from './place.ts';
import { SECTION, settingsFor } from './settings.ts';

/** Of one file no more are listed: VS Code, too, shows no more of one collection. */
const LIMIT = 1000;
const SOURCE = 'Replication Trace';

const SEVERITY = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
	hint: vscode.DiagnosticSeverity.Hint,
} satisfies Record<DiagnosticRow['severity'], vscode.DiagnosticSeverity>;

/** Shows the findings of every open trace; those of an analysis replace the ones before at once, never nothing in between. */
export class Diagnostics implements vscode.Disposable {
	private readonly findings = new DiagnosticPages('replicationTrace');
	/** Hints on vectors: in collections of their own, in no list of problems. */
	private readonly hints = new DiagnosticPages('replicationTrace.vectors');
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
		const isCurrent = () => session.revision === revision && this.sessions.forDocument(uri) === session;
		// One place is kept for the diagnostic that says how many there are more.
		const kept = total > LIMIT ? rows.slice(0, LIMIT - 1) : rows;
		const inView = isOnlyInView(uri.toString());
		this.inView.set(uri.toString(), inView);
		await this.findings.set(
			uri,
			total > kept.length ? [...kept, total - kept.length] : kept,
			(row) => (typeof row === 'number' ? more(row) : diagnosticOf(session, row, inView)),
			isCurrent,
		);
		await this.hints.set(uri, kept.filter(hasHint), hintOf, isCurrent);
	}
}

type RowWithHint = DiagnosticRow & { vector: NonNullable<DiagnosticRow['vector']> };

function hasHint(row: DiagnosticRow): row is RowWithHint {
	return row.vector !== null;
}

function hintOf({ code, vector }: RowWithHint): vscode.Diagnostic {
	const hint = new vscode.Diagnostic(rangeOf(vector), vector.message, vscode.DiagnosticSeverity.Hint);
	hint.source = SOURCE;
	hint.code = code;
	return hint;
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
