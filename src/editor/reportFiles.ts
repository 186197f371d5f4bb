import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Disposable, TraceSession } from '../session/traceSession.ts';
import { relativeUri } from './relativeUri.ts';

/** Conflicts and findings in a report to read; exports have them all. */
const LIMIT = 200;
const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Reports to read, as files in the extension's own storage. Files rather than virtual documents, since VS Code's Markdown preview
 * follows links to lines of other files only from a file, and shows one again after a reload. A report follows its trace
 * for as long as that is open.
 */
export class ReportFiles implements vscode.Disposable {
	private readonly followed = new Map<string, Disposable>();

	/** @param storage a folder of the extension's own, which need not exist */
	constructor(private readonly storage: vscode.Uri) {}

	/** Writes the report of a trace and answers where it is, or why it cannot be. */
	async write(session: TraceSession): Promise<{ ok: vscode.Uri } | { err: string }> {
		const uri = this.uriOf(session);
		const written = await this.update(session, uri);
		if ('err' in written) return written;
		if (!this.followed.has(session.id)) {
			const changes = session.onDidChange(({ type }) => {
				if (type === 'analysis') void this.update(session, uri);
			});
			this.followed.set(session.id, changes);
			session.onDidDispose(() => this.followed.delete(session.id));
			// What cannot be removed today can be next time.
			this.prune().catch(() => {});
		}
		return written;
	}

	dispose(): void {
		for (const followed of this.followed.values()) followed.dispose();
	}

	private uriOf(session: TraceSession): vscode.Uri {
		const id = createHash('sha256').update(session.files.join('\n')).digest('hex').slice(0, 16);
		const name = `Conflicts in ${session.title.replace(/[\\/:*?"<>|]/g, '-')}.md`;
		return vscode.Uri.joinPath(this.storage, 'reports', id, name);
	}

	private async update(
		session: TraceSession,
		uri: vscode.Uri,
	): Promise<{ ok: vscode.Uri } | { err: string }> {
		const links = session.files.map((file) => relativeUri(uri, vscode.Uri.parse(file, true)));
		const answer = await session.query('report', { format: 'markdown', limit: LIMIT, links });
		if ('err' in answer) return answer;
		try {
			await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(answer.ok.join('')));
			return { ok: uri };
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return { err: `The report could not be written: ${reason}` };
		}
	}

	/** Removes reports that nobody wrote for a week. */
	private async prune(): Promise<void> {
		const folder = vscode.Uri.joinPath(this.storage, 'reports');
		for (const [name] of await vscode.workspace.fs.readDirectory(folder)) {
			const report = vscode.Uri.joinPath(folder, name);
			const [[file] = ['']] = await vscode.workspace.fs.readDirectory(report);
			const { mtime } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(report, file));
			if (Date.now() - mtime > WEEK) await vscode.workspace.fs.delete(report, { recursive: true });
		}
	}
}
