import * as vscode from 'vscode';

/** What of a file's diagnostics is in one collection. */
const PAGE = 100;

/**
 * Diagnostics of files, in as many collections as it takes: VS Code turns all that a collection has of a file into text at once,
 * and holds up other extensions for as long. The first page replaces the one before it, then the second does: there is never nothing.
 */
export class DiagnosticPages implements vscode.Disposable {
	private readonly pages: vscode.DiagnosticCollection[] = [];
	/** By file, how often its diagnostics were set: those that are set later count. */
	private readonly turns = new Map<string, number>();

	/** @param name of the collections; no other ones may have it */
	constructor(private readonly name: string) {}

	/**
	 * Makes the diagnostics of a file, and shows them.
	 *
	 * @param isCurrent asked again and again: whether they are still to be shown
	 */
	async set<T>(
		uri: vscode.Uri,
		rows: readonly T[],
		make: (row: T) => vscode.Diagnostic,
		isCurrent: () => boolean,
	): Promise<void> {
		const turn = this.nextTurn(uri);
		let page = 0;
		for (let from = 0; from === 0 || from < rows.length; from += PAGE) {
			if (from > 0) await others();
			if (!isCurrent() || this.turns.get(uri.toString()) !== turn) return;
			this.page(page++).set(uri, rows.slice(from, from + PAGE).map(make));
		}
		this.clear(uri, page);
	}

	delete(uri: vscode.Uri): void {
		this.nextTurn(uri);
		this.clear(uri, 0);
	}

	dispose(): void {
		for (const page of this.pages) page.dispose();
		this.turns.clear();
	}

	private clear(uri: vscode.Uri, from: number): void {
		for (const page of this.pages.slice(from)) if (page.has(uri)) page.delete(uri);
	}

	private nextTurn(uri: vscode.Uri): number {
		const turn = (this.turns.get(uri.toString()) ?? 0) + 1;
		this.turns.set(uri.toString(), turn);
		return turn;
	}

	private page(index: number): vscode.DiagnosticCollection {
		const name = index === 0 ? this.name : `${this.name}.${index + 1}`;
		this.pages[index] ??= vscode.languages.createDiagnosticCollection(name);
		return this.pages[index];
	}
}

/** Lets others on the thread have their turn. */
function others(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
