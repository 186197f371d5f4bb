/**
 * Untrusted text for a notification: VS Code makes links, of commands too, of `[text](target)` in it. Every message that holds
 * the name of a file or text of a trace goes through here.
 */
export function plainText(text: string): string {
	return text.replaceAll('](', '] (');
}
