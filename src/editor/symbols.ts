import * as vscode from 'vscode';
import { shortened, visible } from '../report/visible.ts';
import type { KeySymbol, Span, SymbolVersion } from '../session/editorQueries.ts';
import type { Sessions } from '../session/traceSession.ts';
import { rangeOf } from './place.ts';
import { forTraces } from './traceSelector.ts';

/** An outline with more entries is slow to open and of no use. */
const LIMIT = 2000;

const KIND = {
	write: vscode.SymbolKind.Field,
	merge: vscode.SymbolKind.Interface,
	delete: vscode.SymbolKind.Null,
} satisfies Record<SymbolVersion['kind'], vscode.SymbolKind>;

/** The outline: the keys of a trace, and the versions of each. */
export function registerSymbols(sessions: Sessions): vscode.Disposable {
	const provider: vscode.DocumentSymbolProvider = {
		async provideDocumentSymbols(document) {
			const session = sessions.forDocument(document.uri);
			const file = session?.files.indexOf(document.uri.toString()) ?? -1;
			if (session === undefined || file < 0) return null;
			const answer = await session.query('symbols', { file, limit: LIMIT });
			if ('err' in answer) return null;
			const symbols = answer.ok.keys.map(keySymbol);
			const left = answer.ok.total - symbols.length;
			if (left > 0) symbols.push(more(left, 'keys', document.lineCount - 1));
			return symbols;
		},
	};
	return forTraces(sessions, (selector) =>
		vscode.languages.registerDocumentSymbolProvider(selector, provider, { label: 'Keys' }),
	);
}

/** A key stands where its first version does: ranges that span the file would make every key the one under the cursor. */
function keySymbol({ key, detail, first, versions, total }: KeySymbol): vscode.DocumentSymbol {
	const range = rangeOf(first);
	const symbol = new vscode.DocumentSymbol(name(key), detail, vscode.SymbolKind.Key, range, range);
	symbol.children = versions.map(versionSymbol);
	const last = versions.at(-1);
	if (last !== undefined && total > versions.length) {
		symbol.children.push(more(total - versions.length, 'versions', last.line - 1));
	}
	return symbol;
}

function versionSymbol(version: SymbolVersion): vscode.DocumentSymbol {
	const line: Span = { ...version, start: 0, end: version.lineEnd };
	return new vscode.DocumentSymbol(
		name(version.name),
		version.detail,
		KIND[version.kind],
		rangeOf(line),
		rangeOf(version),
	);
}

function more(count: number, what: string, line: number): vscode.DocumentSymbol {
	const range = new vscode.Range(line, 0, line, 0);
	const text = `… ${count.toLocaleString('en')} more ${what}`;
	return new vscode.DocumentSymbol(text, 'in the visualizer', vscode.SymbolKind.Null, range, range);
}

/** VS Code refuses symbols without a name. */
function name(text: string): string {
	const shown = shortened(visible(text), 120);
	return shown.trim() === '' ? '""' : shown;
}
