import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const FINDINGS = 'Replication Trace';

/** A file of the open folder, which is a copy of test/traces. */
export function sample(name: string): vscode.Uri {
	const folder = vscode.workspace.workspaceFolders?.[0];
	assert.ok(folder, 'a folder is open');
	return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a trace into the open folder. */
export async function written(name: string, lines: readonly string[]): Promise<vscode.Uri> {
	const uri = sample(name);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${lines.join('\n')}\n`));
	return uri;
}

/** Opens a file as a user does: an extension's own way would keep the document for minutes after its tab is closed. */
export async function shown(uri: vscode.Uri): Promise<vscode.TextEditor> {
	await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
	const editor = await until(
		() => vscode.window.activeTextEditor,
		(active) => active?.document.uri.toString() === uri.toString(),
	);
	assert.ok(editor, 'a text editor is active');
	return editor;
}

/** Asks again until there is an answer that holds, or time is up: then the last answer is for the assertions to judge. */
export async function until<T>(
	ask: () => T | Promise<T>,
	holds: (value: T) => boolean,
	milliseconds = 10_000,
): Promise<T> {
	const end = Date.now() + milliseconds;
	for (;;) {
		const value = await ask();
		if (holds(value) || Date.now() > end) return value;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** The findings of a file that are listed as problems; the hints on vectors are not. */
export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
	return diagnosticsOf(uri).filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
}

/** The hints on vectors. */
export function hintsOf(uri: vscode.Uri): vscode.Diagnostic[] {
	return diagnosticsOf(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Hint);
}

function diagnosticsOf(uri: vscode.Uri): vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === FINDINGS);
}

/** Opens a file and waits for its findings. */
export async function withFindings(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
	await shown(uri);
	return until(
		() => findingsOf(uri),
		(findings) => findings.length > 0,
	);
}

/** Findings in short: `error 3:49-57 conflict-open`, lines and columns from 1. */
export function inShort(findings: readonly vscode.Diagnostic[]): string[] {
	return findings.map(({ severity, range, code }) => {
		const name = (vscode.DiagnosticSeverity[severity] as string).toLowerCase();
		return `${name} ${range.start.line + 1}:${range.start.character + 1}-${range.end.character + 1} ${String(code)}`;
	});
}

/** The position of a text on a line (from 1), `within` characters into it. */
export function at(editor: vscode.TextEditor, line: number, text: string, within = 1): vscode.Position {
	const column = editor.document.lineAt(line - 1).text.indexOf(text);
	assert.ok(column >= 0, `line ${line} has ${text}`);
	return new vscode.Position(line - 1, column + within);
}

export async function closeAll(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Changes settings of the folder, and puts them back when the test is over. */
export async function withSettings(
	settings: Record<string, unknown>,
	test: () => Promise<void>,
): Promise<void> {
	const all = vscode.workspace.getConfiguration('replicationTrace');
	const set = async (value: (name: string) => unknown) => {
		for (const name of Object.keys(settings)) {
			await all.update(name, value(name), vscode.ConfigurationTarget.Workspace);
		}
	};
	await set((name) => settings[name]);
	try {
		await test();
	} finally {
		await set(() => undefined);
	}
}

/** The titles of a file's lenses. */
export async function lensTitles(uri: vscode.Uri): Promise<(string | undefined)[]> {
	const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
		'vscode.executeCodeLensProvider',
		uri,
	);
	return lenses.map(({ command }) => command?.title);
}

/** All that hovers say at a place, as Markdown. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		uri,
		position,
	);
	return hovers
		.flatMap(({ contents }) => contents)
		.map((part) => (part instanceof vscode.MarkdownString ? part.value : String(part)))
		.join('\n');
}
