import * as vscode from 'vscode';

/** The editor that shows files of any size; in package.json too. */
export const LARGE_FILE = 'replicationTrace.largeFile';

/** What shows the lines of a file and is no text editor of VS Code's. */
export interface FileView {
	readonly uri: vscode.Uri;
	readonly selection: vscode.Selection;
	/** Whether the number of the line that the cursor is on is a guess still. */
	readonly isGuessed: boolean;
	readonly active: boolean;
	readonly visible: boolean;
	/** Shows a place and puts the cursor there. */
	reveal(position: vscode.Position, preserveFocus: boolean): void;
}

/** The views that are open, as `vscode.window` knows its text editors. */
class FileViews {
	private readonly views = new Set<FileView>();
	private readonly moves = new vscode.EventEmitter<FileView>();
	private readonly changes = new vscode.EventEmitter<void>();
	/** The cursor of a view is elsewhere, or another view is the active one. */
	readonly onDidMoveCursor = this.moves.event;
	/** A view was opened or closed, or another one is active. */
	readonly onDidChange = this.changes.event;

	get active(): FileView | undefined {
		return [...this.views].find(({ active }) => active);
	}

	get visible(): FileView[] {
		return [...this.views].filter(({ visible }) => visible);
	}

	/** A view of a file: the active one, else one that is visible, else any. */
	of(uri: vscode.Uri): FileView | undefined {
		const views = [...this.views].filter((view) => view.uri.toString() === uri.toString());
		return views.find(({ active }) => active) ?? views.find(({ visible }) => visible) ?? views[0];
	}

	add(view: FileView): vscode.Disposable {
		this.views.add(view);
		this.changes.fire();
		return new vscode.Disposable(() => {
			this.views.delete(view);
			this.changes.fire();
		});
	}

	moved(view: FileView): void {
		if (view.active) this.moves.fire(view);
	}

	changed(): void {
		this.changes.fire();
	}
}

/** What shows files besides VS Code's own editors: there is one window. */
export const fileViews = new FileViews();

/** Where the cursor is, whatever shows the file that it is in. */
export interface ActiveCursor {
	uri: vscode.Uri;
	selection: vscode.Selection;
}

/** The cursor of the active editor: a text editor, or a view of ours. */
export function activeCursor(): ActiveCursor | undefined {
	const editor = vscode.window.activeTextEditor;
	return editor === undefined ? fileViews.active : { uri: editor.document.uri, selection: editor.selection };
}

/** The cursor in one of these files: of the active editor, else (the keyboard is in a visualizer) of one that is on the screen. */
export function cursorIn(files: readonly string[]): ActiveCursor | undefined {
	const texts = vscode.window.visibleTextEditors.map(({ document: { uri }, selection }) => ({
		uri,
		selection,
	}));
	const cursors = [activeCursor(), ...texts, ...fileViews.visible];
	return cursors.find((cursor) => cursor !== undefined && files.includes(cursor.uri.toString()));
}

/** The file whose text a tab shows. */
export function shownFile(tab: vscode.Tab | undefined): vscode.Uri | undefined {
	const input = tab?.input;
	if (input instanceof vscode.TabInputText) return input.uri;
	return input instanceof vscode.TabInputCustom && input.viewType === LARGE_FILE ? input.uri : undefined;
}
