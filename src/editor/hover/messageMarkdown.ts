import { code, escaped } from '../../report/markdownText.ts';
import type { MessageHover, Place } from '../../session/editorQueries.ts';
import type { HoverLinks } from './links.ts';
import { lineLink, listed } from './parts.ts';

const LISTED = 10;

/** Where a message was sent and where it arrived, as Markdown. */
export function messageMarkdown({ message, send, receives }: MessageHover, links: HoverLinks): string {
	const sides = (some: readonly (Place & { replica: string })[]) => {
		const parts = some
			.slice(0, LISTED)
			.map((side) => `at ${escaped(side.replica, 40)} on line ${lineLink(side, links)}`);
		if (some.length > LISTED) parts.push(`${some.length - LISTED} more`);
		return listed(parts);
	};
	const sent = send === null ? 'Its send is not in the trace.' : `Sent ${sides([send])}.`;
	const received = receives.length === 0 ? 'It is never received.' : `Received ${sides(receives)}.`;
	return `**Message** ${code(message, 80)}\n\n${sent} ${received}`;
}
