import type { PageAction } from '../../session/linesProtocol.ts';
import { Commands } from '../commands/ids.ts';

/** What the page's buttons and keys do. */
export const ACTIONS: Record<PageAction, string> = {
	goToLine: Commands.largeFileGoToLine,
	definition: Commands.largeFileDefinition,
	references: Commands.largeFileReferences,
	nextConflict: Commands.nextConflict,
	openVisualizer: Commands.openVisualizer,
	showReport: Commands.showReport,
	cancelAnalysis: Commands.cancelAnalysis,
	readAs: Commands.readAs,
};
