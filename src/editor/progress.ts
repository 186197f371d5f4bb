import * as vscode from 'vscode';
import type { Sessions, TraceSession } from '../session/traceSession.ts';

/** An analysis that is done sooner shows no progress: it would only flicker. */
const LONG = 500;

/** Shows in the window how far analyses are that take long. */
export function showProgress(sessions: Sessions): vscode.Disposable {
	for (const session of sessions.all) follow(session);
	return vscode.Disposable.from(sessions.onDidOpen(follow));
}

function follow(session: TraceSession): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stop = () => {
		clearTimeout(timer);
		timer = undefined;
	};
	session.onDidChange(({ type }) => {
		if (type !== 'progress') stop();
		else timer ??= setTimeout(() => void show(session), LONG);
	});
	session.onDidDispose(stop);
	if (session.pending?.type === 'progress') timer = setTimeout(() => void show(session), LONG);
}

function show(session: TraceSession): Thenable<void> {
	return vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Window, title: `Replication Trace: ${session.title}` },
		(progress) =>
			new Promise((resolve) => {
				const told = () => {
					if (session.pending?.type !== 'progress') return end();
					const { done, label } = session.pending;
					progress.report({ message: `${label}, ${Math.floor(done * 100)} %` });
				};
				const changes = session.onDidChange(told);
				const disposal = session.onDidDispose(() => end());
				const end = () => {
					changes.dispose();
					disposal.dispose();
					resolve();
				};
				told();
			}),
	);
}
