import * as vscode from 'vscode';
import { activeCursor } from '../editor/fileViews.ts';
import type { OpenVisualizer, Sessions, TraceSession } from '../session/traceSession.ts';
import { VIEW_TYPE, VisualizerPanel } from './panel.ts';
import { persistedFiles } from './persisted.ts';

/**
 * Restores visualizers after a reload of the window, and answers how to open one: a panel a trace, beside its text.
 * Nothing is opened by itself.
 */
export function registerVisualizer(context: vscode.ExtensionContext, sessions: Sessions): OpenVisualizer {
	const panels = new Map<string, VisualizerPanel>();

	function attach(panel: vscode.WebviewPanel, session: TraceSession): VisualizerPanel {
		const visualizer = new VisualizerPanel(panel, session, sessions, context.extensionUri, () =>
			panels.delete(session.id),
		);
		panels.set(session.id, visualizer);
		return visualizer;
	}

	/** What was persisted may be anything that looks like URIs. */
	function opened(files: readonly string[]): TraceSession | null {
		try {
			return sessions.open(files);
		} catch {
			return null;
		}
	}

	context.subscriptions.push(
		vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
			async deserializeWebviewPanel(panel, state) {
				const files = persistedFiles(state);
				const session = files && opened(files);
				if (session && !panels.has(session.id)) attach(panel, session);
				else panel.dispose();
			},
		}),
	);

	return (session, target) => {
		const open = panels.get(session.id);
		if (open) {
			open.reveal();
			if (target) open.show(target);
			return;
		}
		const visualizer = attach(
			vscode.window.createWebviewPanel(VIEW_TYPE, '', vscode.ViewColumn.Beside, {}),
			session,
		);
		const place = cursorOf(session);
		if (target) visualizer.show(target);
		else if (place) visualizer.onCursor(place);
	};
}

/** Where the text cursor stands in one of the trace's files: what the user is looking at is what is shown first. */
function cursorOf(session: TraceSession): { file: number; line: number } | null {
	const cursor = activeCursor();
	const file = cursor ? session.files.indexOf(cursor.uri.toString()) : -1;
	return cursor && file >= 0 ? { file, line: cursor.selection.active.line + 1 } : null;
}
