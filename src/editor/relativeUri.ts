import type * as vscode from 'vscode';

/** A link from one file to another: the way between them, percent-encoded, or the other's URI where there is none. */
export function relativeUri(from: vscode.Uri, to: vscode.Uri): string {
	if (from.scheme !== to.scheme || from.authority !== to.authority) return to.toString();
	const [start, end] = [from.path.split('/'), to.path.split('/')];
	let common = 0;
	while (common < start.length - 1 && common < end.length - 1 && start[common] === end[common]) common++;
	const up = Array.from({ length: start.length - 1 - common }, () => '..');
	return [...up, ...end.slice(common).map(encodeURIComponent)].join('/');
}
