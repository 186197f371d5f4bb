import * as vscode from 'vscode';
import { Commands } from './commands/ids.ts';

/** What can be done with a manifest, above its first line. */
export function registerManifestLens(): vscode.Disposable {
	return vscode.languages.registerCodeLensProvider(
		{ pattern: '**/*.reptrace-set.json' },
		{
			provideCodeLenses({ uri }) {
				const line = new vscode.Range(0, 0, 0, 0);
				return [
					new vscode.CodeLens(line, {
						title: 'Open as one trace',
						command: Commands.openManifest,
						arguments: [uri],
						tooltip: 'Show the findings of the whole in the files that are listed here',
					}),
					new vscode.CodeLens(line, {
						title: 'Open visualizer',
						command: Commands.openVisualizer,
						arguments: [uri],
					}),
				];
			},
		},
	);
}
