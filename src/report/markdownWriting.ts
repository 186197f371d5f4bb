import { escaped, link } from './markdownText.ts';
import type { Place } from './model.ts';
import { placeText, type Shown } from './shown.ts';
import { figure } from './visible.ts';

/** What a Markdown report is written of, and how it writes about places. */
export interface MarkdownWriting {
	readonly shown: Shown;
	/** A link to a place, called by its line, and by its file too where there are several. */
	at(place: Place): string;
}

/** @param linkTo the URI of a line; default: the file's name with `#L12`, relative to where the report is kept */
export function markdownWriting(shown: Shown, linkTo?: (place: Place) => string): MarkdownWriting {
	const { trace } = shown.analysis;
	const target = linkTo ?? (({ file, line }) => `${relativeUri(trace.files[file]?.name ?? '')}#L${line}`);
	return {
		shown,
		at: (place) =>
			link(
				trace.files.length === 1 ? `line ${figure(place.line)}` : escaped(placeText(trace, place)),
				target(place),
			),
	};
}

/** A file's name as a URI reference; what is no Unicode, and so in no URI, is replaced. */
function relativeUri(name: string): string {
	return encodeURI(name.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
}
