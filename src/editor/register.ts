import * as vscode from 'vscode';
import type { OpenVisualizer } from '../session/traceSession.ts';
import { TraceCodeLens } from './codeLens.ts';
import { registerConflictNavigation } from './commands/conflictNavigation.ts';
import { registerConvert } from './commands/convert.ts';
import { registerCopyDiagram } from './commands/copyDiagram.ts';
import { registerExportReport } from './commands/exportReport.ts';
import { registerFollow } from './commands/follow.ts';
import { Commands } from './commands/ids.ts';
import { registerOpenTogether } from './commands/openTogether.ts';
import { registerOpenVisualizer } from './commands/openVisualizer.ts';
import { registerReadAs } from './commands/readAs.ts';
import { registerRevealLine } from './commands/revealLine.ts';
import { registerShowActions } from './commands/showActions.ts';
import { registerShowReport } from './commands/showReport.ts';
import { registerWriteManifest } from './commands/writeManifest.ts';
import { keepContextKeys } from './contextKeys.ts';
import { registerDefinition } from './definition.ts';
import { Diagnostics } from './diagnostics.ts';
import { registerHover } from './hover/provider.ts';
import { registerManifestLens } from './manifestLens.ts';
import { NewestConflict } from './newestConflict.ts';
import type { OpenTraces } from './openTraces.ts';
import { showProgress } from './progress.ts';
import { registerReferences } from './references.ts';
import { ReportFiles } from './reportFiles.ts';
import { TraceStatus } from './statusBar.ts';
import { registerSymbols } from './symbols.ts';

/** Everything that VS Code shows around the text of a trace. */
export function registerEditor(
	{ storageUri, globalStorageUri }: vscode.ExtensionContext,
	sessions: OpenTraces,
	openVisualizer: OpenVisualizer,
): vscode.Disposable {
	// A window without a folder has no storage of its own.
	const reports = new ReportFiles(storageUri ?? globalStorageUri);
	return vscode.Disposable.from(
		new Diagnostics(sessions),
		new TraceCodeLens(sessions),
		new TraceStatus(sessions),
		new NewestConflict(sessions),
		reports,
		keepContextKeys(sessions),
		showProgress(sessions),
		registerHover(sessions),
		registerDefinition(sessions),
		registerReferences(sessions),
		registerSymbols(sessions),
		registerShowReport(sessions, reports),
		registerExportReport(sessions),
		registerOpenVisualizer(sessions, openVisualizer),
		registerOpenTogether(sessions),
		registerWriteManifest(sessions),
		registerManifestLens(),
		registerReadAs(sessions),
		registerConvert(sessions),
		registerFollow(sessions),
		registerConflictNavigation(sessions),
		registerCopyDiagram(sessions),
		registerRevealLine(sessions),
		registerShowActions(sessions),
		vscode.commands.registerCommand(Commands.cancelAnalysis, () => {
			if (sessions.active !== undefined) sessions.cancel(sessions.active);
		}),
	);
}
