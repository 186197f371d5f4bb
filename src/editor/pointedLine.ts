import * as vscode from 'vscode';

let style: vscode.TextEditorDecorationType | undefined;
let ending: vscode.Disposable | undefined;

/**
 * Marks the line that the cursor of a text was moved to while the keyboard is elsewhere, where no cursor blinks: in the colour in
 * which VS Code marks what its search shows. Until the cursor leaves the line, or the text has the keyboard.
 */
export function pointOut(editor: vscode.TextEditor, at: vscode.Position): void {
	style ??= vscode.window.createTextEditorDecorationType({
		isWholeLine: true,
		backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
	});
	const mark = style;
	ending?.dispose();
	editor.setDecorations(mark, [new vscode.Range(at, at)]);
	const clear = new vscode.Disposable(() => {
		if (vscode.window.visibleTextEditors.includes(editor)) editor.setDecorations(mark, []);
	});
	const own = vscode.Disposable.from(
		clear,
		vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
			if (textEditor === editor && selections[0]?.active.line !== at.line) own.dispose();
		}),
		vscode.window.onDidChangeActiveTextEditor((active) => {
			if (active === editor) own.dispose();
		}),
	);
	ending = own;
}
