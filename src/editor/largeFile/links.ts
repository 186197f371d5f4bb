import * as vscode from 'vscode';
import { HOVER_COMMANDS } from '../hover/hoverText.ts';

/** Follows a link of a hover: a call of one of the few commands that hovers lead on by, and of nothing else. */
export async function followLink(href: string): Promise<void> {
	const [, command = '', query = ''] = /^command:([\w.]+)\?(.*)$/.exec(href) ?? [];
	if (!HOVER_COMMANDS.includes(command)) return;
	let args: unknown;
	try {
		args = JSON.parse(decodeURIComponent(query));
	} catch {
		return;
	}
	if (Array.isArray(args)) await vscode.commands.executeCommand(command, ...args);
}
