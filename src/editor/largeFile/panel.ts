import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { FromPage, PageCommand, TextPosition, ToPage } from '../../session/linesProtocol.ts';
import { messageOf } from '../../session/messageOf.ts';
import type { Result } from '../../session/protocol.ts';
import { type FileView, fileViews } from '../fileViews.ts';
import type { OpenTraces } from '../openTraces.ts';
import { plainText } from '../plainText.ts';
import { ACTIONS } from './actions.ts';
import { AnalysisFeed } from './analysisFeed.ts';
import { copyText } from './copyText.ts';
import type { LargeFile } from './document.ts';
import { followLink } from './links.ts';
import { largeFileHtml } from './page.ts';
import { answerPage } from './pageQueries.ts';
import { Search } from './search.ts';

/** Told by the page, so of unknown size: a line further down than any file's is the last one. */
const position = ({ line, column }: TextPosition) =>
	new vscode.Position(Math.max(0, line - 1), Math.max(0, column));

/** One tab of the large-file editor. Its page is thrown away while it is hidden, and says `ready` each time it comes back. */
export class LargeFilePanel implements FileView {
	selection = new vscode.Selection(0, 0, 0, 0);
	isGuessed = false;
	private ready = false;
	private disposed = false;
	/** What to tell the page as soon as it is there. */
	private waiting: ToPage | undefined;
	private readonly search: Search;
	private readonly disposables: vscode.Disposable[] = [];

	constructor(
		readonly file: LargeFile,
		private readonly panel: vscode.WebviewPanel,
		sessions: OpenTraces,
		extensionUri: vscode.Uri,
	) {
		const { webview } = panel;
		const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
		this.search = new Search(file.lines, (message) => this.post(message));
		const feed = new AnalysisFeed(file, sessions, (message) => this.postIfReady(message));
		this.disposables.push(
			feed,
			this.search,
			fileViews.add(this),
			webview.onDidReceiveMessage((message: FromPage) =>
				this.onMessage(message, feed).catch((error) => {
					void vscode.window.showErrorMessage(plainText(messageOf(error)));
				}),
			),
			panel.onDidChangeViewState(() => this.onViewState()),
			vscode.Disposable.from(...(file.lines ? [file.lines.onDidChange(() => this.postFile())] : [])),
		);
		panel.onDidDispose(() => {
			this.disposed = true;
			this.ready = false;
			for (const disposable of this.disposables) disposable.dispose();
		});
		webview.options = { enableScripts: true, localResourceRoots: [folder] };
		webview.html = largeFileHtml({
			cspSource: webview.cspSource,
			script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'largeFile.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'largeFile.css')).toString(),
			nonce: randomBytes(16).toString('base64'),
		});
	}

	get uri(): vscode.Uri {
		return this.file.uri;
	}

	get active(): boolean {
		return !this.disposed && this.panel.active;
	}

	get visible(): boolean {
		return !this.disposed && this.panel.visible;
	}

	reveal(at: vscode.Position, preserveFocus: boolean): void {
		// Whoever was asked for a place may answer when the tab is closed already.
		if (this.disposed) return;
		// Without its column it would be moved to the active one.
		if (!preserveFocus || !this.panel.visible) this.panel.reveal(this.panel.viewColumn, preserveFocus);
		const message: ToPage = {
			type: 'reveal',
			position: { line: at.line + 1, column: at.character },
			focus: !preserveFocus,
		};
		if (this.ready) this.post(message);
		else this.waiting = message;
		this.isGuessed = false;
		this.moved(new vscode.Selection(at, at));
	}

	/** Has the page do something; nothing where it is not there. */
	do(action: PageCommand): void {
		this.postIfReady({ type: 'do', action });
	}

	private async onMessage(message: FromPage, feed: AnalysisFeed): Promise<void> {
		switch (message?.type) {
			case 'ready':
				this.ready = true;
				this.postFile();
				feed.tell();
				if (this.waiting) this.post(this.waiting);
				this.waiting = undefined;
				return;
			case 'query': {
				const result: Result<unknown> = await answerPage(this.file, message.name, message.params);
				this.postIfReady({ type: 'answer', id: message.id, result });
				if (message.name === 'lines') this.file.analyse();
				return;
			}
			case 'cursor':
				this.isGuessed = message.guessed;
				return this.moved(new vscode.Selection(position(message.anchor), position(message.cursor)));
			case 'copy':
				return copyText(this.file, message.from, message.to);
			case 'find':
				return this.search.start(message.search, message.query);
			case 'action':
				return void (await vscode.commands.executeCommand(ACTIONS[message.action]));
			case 'retry':
				return this.file.lines?.refresh(true);
			case 'link':
				return followLink(message.href);
		}
	}

	private moved(selection: vscode.Selection): void {
		this.selection = selection;
		fileViews.moved(this);
	}

	private onViewState(): void {
		// The page of a hidden panel is gone, and with it what it searched for.
		if (!this.panel.visible) {
			this.ready = false;
			this.search.dispose();
		}
		fileViews.changed();
		fileViews.moved(this);
	}

	private postFile(): void {
		const { lines, failure, uri } = this.file;
		const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
		this.postIfReady({
			type: 'file',
			name,
			state: lines?.state ?? null,
			failure: failure ?? lines?.failure ?? null,
			retry: lines !== null,
		});
	}

	private postIfReady(message: ToPage): void {
		if (this.ready) this.post(message);
	}

	private post(message: ToPage): void {
		// A panel that is disposed throws, instead of a promise that fails.
		if (this.disposed) return;
		this.panel.webview.postMessage(message).then(undefined, () => {});
	}
}
