import * as vscode from 'vscode';
import type { PageCommand } from '../../session/linesProtocol.ts';
import { activeFile } from '../activeFile.ts';
import { Commands } from '../commands/ids.ts';
import { uriOf } from '../commands/target.ts';
import { fileViews, LARGE_FILE } from '../fileViews.ts';
import type { OpenTraces } from '../openTraces.ts';
import { goToDefinition, goToReferences } from './goTo.ts';
import { LargeFilePanel } from './panel.ts';

/** The options of a search, as keybindings name them. */
const OPTIONS: Readonly<Record<string, PageCommand | undefined>> = {
	matchCase: 'toggleMatchCase',
	wholeWord: 'toggleWholeWord',
	regex: 'toggleRegex',
};

/** The commands that the large-file editor has besides those of every trace. */
export function registerLargeFileCommands(sessions: OpenTraces): vscode.Disposable {
	const inPage = (command: string, run: (panel: LargeFilePanel, argument: unknown) => unknown) =>
		vscode.commands.registerCommand(command, (argument?: unknown) => {
			const view = fileViews.active;
			return view instanceof LargeFilePanel ? run(view, argument) : undefined;
		});
	return vscode.Disposable.from(
		vscode.commands.registerCommand(Commands.openLargeFile, async (clicked?: unknown) => {
			const uri = uriOf(clicked) ?? activeFile();
			if (uri !== undefined) await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_FILE);
		}),
		inPage(Commands.largeFileFind, (panel) => panel.do('find')),
		inPage(Commands.largeFileFindNext, (panel) => panel.do('findNext')),
		inPage(Commands.largeFileFindPrevious, (panel) => panel.do('findPrevious')),
		inPage(Commands.largeFileFindOption, (panel, option) => {
			const action = OPTIONS[String(option)];
			if (action !== undefined) panel.do(action);
		}),
		inPage(Commands.largeFileHover, (panel) => panel.do('showHover')),
		inPage(Commands.largeFileGoToLine, askForLine),
		inPage(Commands.largeFileDefinition, (panel) => goToDefinition(panel, sessions)),
		inPage(Commands.largeFileReferences, (panel) => goToReferences(panel, sessions)),
	);
}

async function askForLine(panel: LargeFilePanel): Promise<void> {
	const state = panel.file.lines?.state;
	const about = state?.exact === false ? 'about ' : '';
	const last = (state?.lines ?? 1).toLocaleString('en');
	const parse = (text: string) => /^\s*([\d,.' ]+?)\s*(?::\s*(\d+)\s*)?$/.exec(text);
	const text = await vscode.window.showInputBox({
		title: 'Go to Line',
		prompt: `A line from 1 to ${about}${last}, and a column after a colon`,
		value: String(panel.selection.active.line + 1),
		validateInput: (value) => (parse(value) === null ? 'Not a number of a line' : undefined),
	});
	const [, line, column] = parse(text ?? '') ?? [];
	if (line === undefined) return;
	const number = Number(line.replace(/\D/g, ''));
	const at = Math.max(0, Math.min(number, state?.exact === false ? number : (state?.lines ?? number)) - 1);
	panel.reveal(new vscode.Position(at, Math.max(0, Number(column ?? 1) - 1)), false);
}
