import type * as vscode from 'vscode';

/** Composes the extension: everything that lives as long as it does is pushed to `context.subscriptions`. */
export function activate(_context: vscode.ExtensionContext): void {}
