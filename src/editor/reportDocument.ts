import * as vscode from 'vscode';
import type { Disposable, Sessions, TraceSession } from '../session/traceSession.ts';

const SCHEME = 'replication-trace-report';
/** Conflicts and findings in a document to read; exports have them all. */
const LIMIT = 200;

/** The URI names the files, so that a preview that is restored finds them again. */
export function reportUri(session: TraceSession): vscode.Uri {
	return vscode.Uri.from({
		scheme: SCHEME,
		path: `/Conflicts in ${session.title.replace(/[\\/]/g, '-')}.md`,
		query: JSON.stringify(session.files),
	});
}

/** Reports as read-only documents. One that is open keeps its trace open and follows it. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.changed.event;
	private readonly followed = new Map<string, Disposable>();
	private readonly subscriptions: vscode.Disposable[];

	constructor(private readonly sessions: Sessions) {
		this.subscriptions = [
			vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => {
				if (uri.scheme === SCHEME) this.unfollow(uri);
			}),
		];
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const files = filesOf(uri);
		if (files === undefined) return 'This is no report of a replication trace.';
		const session = this.sessions.open(files);
		this.follow(uri, session);
		const links = files.map(linkBase);
		const answer = await session.query('report', { format: 'markdown', limit: LIMIT, links });
		return 'ok' in answer ? answer.ok.join('') : answer.err;
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
		for (const followed of this.followed.values()) followed.dispose();
		this.changed.dispose();
	}

	private follow(uri: vscode.Uri, session: TraceSession): void {
		if (this.followed.has(uri.toString())) return;
		const kept = session.retain();
		const changes = session.onDidChange(({ type }) => {
			if (type === 'analysis') this.changed.fire(uri);
		});
		const followed = vscode.Disposable.from(changes, kept);
		this.followed.set(uri.toString(), followed);
		session.onDidDispose(() => this.unfollow(uri));
	}

	private unfollow(uri: vscode.Uri): void {
		this.followed.get(uri.toString())?.dispose();
		this.followed.delete(uri.toString());
	}
}

/** What the preview follows to a line: the file's URI. */
function linkBase(file: string): string {
	return file;
}

function filesOf(uri: vscode.Uri): string[] | undefined {
	try {
		const files: unknown = JSON.parse(uri.query);
		const usable =
			Array.isArray(files) && files.length > 0 && files.every((file) => typeof file === 'string');
		return usable ? files : undefined;
	} catch {
		return undefined;
	}
}
