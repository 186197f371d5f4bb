import * as vscode from 'vscode';
import { guessNodes } from '../../formats/nodeNames.ts';
import type { TraceSet } from '../../formats/traceSet.ts';
import type { Summary, TraceSession } from '../../session/traceSession.ts';
import { isManifest } from '../manifest.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { relativeUri } from '../relativeUri.ts';
import { Commands } from './ids.ts';
import { written } from './save.ts';
import { targetSession, uriOf, withTrace } from './target.ts';

/** What a log names other than by its node, by format: the kind of map that gives it its node. */
const MAPS: Readonly<Record<string, string>> = {
	syncthing: 'devices',
	couchdb: 'databases',
	galera: 'servers',
	postgresql: 'origins',
	automerge: 'actors',
	loro: 'actors',
	yjs: 'actors',
};
/** What PostgreSQL's importer calls a server that has no file. */
const ORIGIN = /^origin (\S+) of (.+)$/;
/** More names nobody fills in by hand. */
const MAX_NAMES = 50;

/** Write Manifest…: the files that are open as one trace, and what could be guessed of them, to be put right by hand. */
export function registerWriteManifest(sessions: OpenTraces): vscode.Disposable {
	return vscode.commands.registerCommand(Commands.writeManifest, async (clicked?: unknown) => {
		const uri = uriOf(clicked);
		const session = (uri && sessions.forDocument(uri)) ?? (await targetSession(sessions, clicked));
		if (session === undefined) return;
		await withTrace(session, async () => {
			const answer = await session.query('summary', {});
			if ('err' in answer) return void vscode.window.showErrorMessage(plainText(answer.err));
			const target = await askForName(session);
			if (target === undefined) return;
			const text = `${JSON.stringify(manifestOf(session, answer.ok, target, sessions.choiceOf(session).settings), null, '\t')}\n`;
			if (await written(target, [text], 'The manifest could not be saved'))
				await vscode.commands.executeCommand('vscode.open', target);
		});
	});
}

async function askForName({ files }: TraceSession): Promise<vscode.Uri | undefined> {
	const folder = vscode.Uri.joinPath(vscode.Uri.parse(files[0] as string, true), '..');
	const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
	const target = await vscode.window.showSaveDialog({
		title: 'Write Manifest',
		saveLabel: 'Write',
		// Of extensions with two dots dialogs append both again.
		filters: { Manifest: ['json'] },
		defaultUri: vscode.Uri.joinPath(folder, `${name === '' ? 'trace' : name}.reptrace-set.json`),
	});
	if (target === undefined || isManifest(target)) return target;
	return target.with({ path: target.path.replace(/(\.json)?$/, '.reptrace-set.json') });
}

function manifestOf(
	{ files }: TraceSession,
	summary: Summary,
	target: vscode.Uri,
	settings: Record<string, unknown> | undefined,
): Partial<TraceSet> {
	const uris = files.map((file) => vscode.Uri.parse(file, true));
	const nodes = guessNodes(uris.map(({ path }) => path));
	const kind = MAPS[summary.format];
	const unknown = summary.replicas.map(({ id }) => id).filter((id) => !nodes.includes(id));
	const named = unknown
		.filter((id) => kind !== 'origins' || ORIGIN.test(id))
		.slice(0, MAX_NAMES)
		.map((id) => mapEntry(id, nodes));
	return {
		format: summary.format,
		files: uris.map((uri, i) => ({
			path: relativeUri(target, uri).split('/').map(decodeURIComponent).join('/'),
			...(nodes[i] != null && { node: nodes[i] }),
		})),
		...(kind !== undefined && named.length > 0 && { maps: { [kind]: Object.fromEntries(named) } }),
		...(settings && { settings }),
	};
}

/** What the log calls a replica, and the guess which node it is: of two nodes, the origin of one is the other. */
function mapEntry(id: string, nodes: readonly (string | null)[]): [string, string] {
	const [, origin, at] = ORIGIN.exec(id) ?? [];
	if (origin === undefined) return [id, id];
	const others = [...new Set(nodes)].filter((node) => node !== null && node !== at);
	return [`${at}/${origin}`, others.length === 1 ? (others[0] as string) : id];
}
