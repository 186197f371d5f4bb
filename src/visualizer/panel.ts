import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { shownFile } from '../editor/fileViews.ts';
import { plainText } from '../editor/plainText.ts';
import { messageOf } from '../session/messageOf.ts';
import type { FromWebview, Place, ToWebview } from '../session/protocol.ts';
import type { Sessions, TraceSession, VisualizerTarget } from '../session/traceSession.ts';
import { Echo } from './echo.ts';
import { pageHtml } from './html.ts';
import { type Handlers, handle } from './messages.ts';
import { saveCertificates, savePicture } from './save.ts';

/** Also what VS Code restores panels by; in package.json as `onWebviewPanel:…`. */
export const VIEW_TYPE = 'replicationTrace.visualizer';

/**
 * The visualizer of one trace. Its page is thrown away while it is hidden and asks for everything when it comes back: it
 * says `ready` each time, and only then is anything told to it.
 */
export class VisualizerPanel {
	private readonly disposables: vscode.Disposable[] = [];
	private readonly echo = new Echo();
	private disposed = false;
	/** Whether a page is there to listen. */
	private ready = false;
	/** What to tell the page as soon as it is there. */
	private target: VisualizerTarget | undefined;
	private cursor: Place | undefined;

	private readonly handlers: Handlers = {
		ready: () => this.onReady(),
		query: async ({ id, name, params, revision }) =>
			this.post({ type: 'answer', id, result: await this.session.query(name, params, revision) }),
		reveal: async ({ place, preserveFocus }) => {
			if (preserveFocus && this.wouldCover(place)) return;
			this.echo.expect(place);
			const takesOver = preserveFocus && this.panel.active && !this.isShown(place);
			await this.session.reveal(place, { preserveFocus });
			// VS Code makes the group active in which it opens a file, also where this was not to take the keyboard.
			if (takesOver && !this.disposed) this.reveal();
		},
		copy: async ({ text, what }) => {
			await vscode.env.clipboard.writeText(text);
			vscode.window.setStatusBarMessage(`$(check) Copied ${what}`, 3000);
		},
		saveCertificates: () => saveCertificates(this.session),
		save: (message) => savePicture(message, this.session.files[0]!),
	};

	/** Takes over an empty panel: a new one, or one that VS Code restored. */
	constructor(
		private readonly panel: vscode.WebviewPanel,
		readonly session: TraceSession,
		private readonly sessions: Sessions,
		extensionUri: vscode.Uri,
		onDispose: () => void,
	) {
		const { webview } = panel;
		const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
		webview.options = { enableScripts: true, localResourceRoots: [folder] };
		panel.title = `Visualizer: ${session.title}`;
		panel.iconPath = {
			light: vscode.Uri.joinPath(extensionUri, 'media', 'reptrace-light.svg'),
			dark: vscode.Uri.joinPath(extensionUri, 'media', 'reptrace-dark.svg'),
		};
		this.disposables.push(
			session.retain(),
			webview.onDidReceiveMessage((message: FromWebview) => {
				// A panel may be told to be hidden for so short a time that its page lives on: one that asks is there.
				if (!this.ready && message?.type !== 'ready') this.onReady();
				void handle(this.handlers, message, (error) => this.onFailure(error));
			}),
			panel.onDidChangeViewState(() => this.onViewState()),
			session.onDidChange((change) =>
				change.type === 'analysis' ? this.postAnalysis() : this.postIfReady(change),
			),
			session.onDidDispose(() => panel.dispose()),
			sessions.onDidMoveCursor((move) => {
				if (move.session.id === session.id) this.onCursor(move.place);
			}),
		);
		panel.onDidDispose(() => {
			this.disposed = true;
			for (const disposable of this.disposables) disposable.dispose();
			sessions.pictures(session, false);
			onDispose();
		});
		webview.html = pageHtml({
			cspSource: webview.cspSource,
			script: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'main.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'main.css')).toString(),
			nonce: randomBytes(16).toString('base64'),
			files: session.files,
		});
		sessions.pictures(session, panel.active);
	}

	/** Brings the panel to the front, where it is. */
	reveal(): void {
		this.panel.reveal(undefined, false);
	}

	/** Shows this now, or as soon as the page is there. */
	show(target: VisualizerTarget): void {
		if (this.ready) this.post({ type: 'show', ...target });
		else this.target = target;
	}

	/** The cursor stands here; told to the page now or as soon as it is there. */
	onCursor(place: Place): void {
		if (this.echo.isEcho(place)) return;
		if (this.ready) this.post({ type: 'cursor', place });
		else this.cursor = place;
	}

	/** Whether the text is a tab behind this one: to follow a selection there would hide where it is made. */
	private wouldCover(place: Place): boolean {
		const own = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn === this.panel.viewColumn);
		return !this.isShown(place) && own !== undefined && own.tabs.some(this.showing(place));
	}

	/** Whether the text is on the screen. */
	private isShown(place: Place): boolean {
		const shows = this.showing(place);
		return vscode.window.tabGroups.all.some(({ activeTab }) => activeTab !== undefined && shows(activeTab));
	}

	private showing({ file }: Place): (tab: vscode.Tab) => boolean {
		const uri = this.session.files[file];
		return (tab) => shownFile(tab)?.toString() === uri;
	}

	private onReady(): void {
		this.ready = true;
		this.postAnalysis();
		if (this.session.pending) this.post(this.session.pending);
		if (this.cursor) this.post({ type: 'cursor', place: this.cursor });
		if (this.target) this.post({ type: 'show', ...this.target });
		this.cursor = undefined;
		this.target = undefined;
	}

	private onViewState(): void {
		// The page of a hidden panel is gone.
		if (!this.panel.visible) this.ready = false;
		this.sessions.pictures(this.session, this.panel.active);
	}

	private postAnalysis(): void {
		const { revision, summary, title } = this.session;
		this.postIfReady({ type: 'analysis', revision, summary, title });
	}

	/** What was asked for by a panel that is gone by now concerns nobody. */
	private onFailure(error: unknown): void {
		if (!this.disposed) void vscode.window.showErrorMessage(plainText(messageOf(error)));
	}

	private postIfReady(message: ToWebview): void {
		if (this.ready) this.post(message);
	}

	private post(message: ToWebview): void {
		// Once the panel is gone there is nobody to tell.
		this.panel.webview.postMessage(message).then(undefined, () => {});
	}
}
