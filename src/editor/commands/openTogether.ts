import * as vscode from 'vscode';
import { count } from '../../report/visible.ts';
import type { TraceSession } from '../../session/traceSession.ts';
import { nameOf } from '../content.ts';
import { isManifest } from '../manifest.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { isTraceName } from '../traceDocuments.ts';
import { Commands } from './ids.ts';
import { openSet, recognised, uriOf, withTrace } from './target.ts';

const ENDS = ['', '.gz', '.zst'];
const NAMES = ['reptrace', 'reptrace.jsonl', 'reptrace.ndjson'].flatMap((name) =>
	ENDS.map((end) => name + end),
);
const PATTERN = `**/*.{${NAMES.join(',')},reptrace-set.json}`;

/**
 * Open Together: the files selected in the explorer (or picked) become one trace, of whatever format they are. The first of them
 * opens; it and the others show the findings of the whole. What was found out of them can be kept in a manifest.
 */
export function registerOpenTogether(sessions: OpenTraces): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand(Commands.openTogether, async (_clicked?: unknown, selected?: unknown) => {
			const uris = Array.isArray(selected) && selected.length > 1 ? selected.map(uriOf) : await pick();
			if (uris !== undefined)
				await openTogether(
					sessions,
					uris.filter((uri) => uri !== undefined),
				);
		}),
		vscode.commands.registerCommand(Commands.openManifest, async (uri?: unknown) => {
			const manifest = uriOf(uri) ?? vscode.window.activeTextEditor?.document.uri;
			const session = manifest && (await openSet(sessions, manifest));
			if (session !== undefined) await show(session);
		}),
		vscode.commands.registerCommand(Commands.openSeparately, () => {
			if (sessions.active !== undefined) sessions.separate(sessions.active);
		}),
	);
}

async function openTogether(sessions: OpenTraces, uris: readonly vscode.Uri[]): Promise<void> {
	const [manifest] = uris.filter(isManifest);
	if (manifest !== undefined) {
		const session = await openSet(sessions, manifest);
		if (session !== undefined) await show(session);
		return;
	}
	if (uris.length < 2) {
		void vscode.window.showInformationMessage('Select two or more files to open them together.');
		return;
	}
	// In the order of their names, which is also the one in which a command line lists them.
	const opened = sessions.open(uris.map(String).sort());
	const session = uris.some(isTraceName) ? opened : await recognised(sessions, opened);
	if (session === undefined) return;
	await show(session);
	void offerManifest(session);
}

async function show(session: TraceSession): Promise<void> {
	await withTrace(session, () => session.reveal({ file: 0, line: 1 }));
}

/** Not waited for: a message may stand for hours. */
async function offerManifest({ files }: TraceSession): Promise<void> {
	const write = 'Write Manifest…';
	const told = `${count(files.length, 'file')} are analysed as one trace. A manifest keeps which they are, and which node each was recorded on.`;
	if ((await vscode.window.showInformationMessage(plainText(told), write)) === write) {
		await vscode.commands.executeCommand(Commands.writeManifest, files[0]);
	}
}

interface Item extends vscode.QuickPickItem {
	/** Absent: to look for files elsewhere. */
	uri?: vscode.Uri;
}

async function pick(): Promise<vscode.Uri[] | undefined> {
	const open = vscode.window.tabGroups.all
		.flatMap(({ tabs }) =>
			tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined)),
		)
		.filter((uri) => uri !== undefined);
	const uris = new Map(
		[...(await vscode.workspace.findFiles(PATTERN)), ...open].map((uri) => [String(uri), uri]),
	);
	const items: Item[] = [...uris.values()]
		.map((uri) => ({ label: nameOf(uri), uri }))
		.sort((a, b) => (a.label < b.label ? -1 : 1));
	const picked =
		items.length < 2
			? [{ label: '' }]
			: await vscode.window.showQuickPick<Item>([...items, { label: '$(folder-opened) Choose Files…' }], {
					canPickMany: true,
					title: 'Open Traces Together',
					placeHolder: 'The files that are one trace, such as one a node',
				});
	if (picked === undefined) return undefined;
	const known = (picked as Item[]).flatMap(({ uri }) => (uri === undefined ? [] : [uri]));
	if (known.length === picked.length) return known;
	const chosen = await vscode.window.showOpenDialog({ canSelectMany: true, title: 'Open Traces Together' });
	return chosen && [...known, ...chosen];
}
