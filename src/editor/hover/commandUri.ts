import { Commands } from '../commands/ids.ts';

/** A link that calls a command. */
export function commandUri(command: string, args: unknown[]): string {
	return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}

/** A link to a line of a file that belongs to an open trace. */
export function lineLink(uri: { toString(): string }, line: number): string {
	return commandUri(Commands.revealLine, [uri.toString(), line]);
}
