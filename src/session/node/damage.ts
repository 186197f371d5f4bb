import { figure, visible } from '../../report/visible.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import type { DamagedData } from './compressed/damaged.ts';
import type { Opened } from './opened.ts';

/** Says of a file that has been read as far as that went, where its compressed data is damaged. Answers the note on it. */
export function tellDamage(
	builder: TraceBuilder,
	file: number,
	{ name, size }: Opened,
	{ message, at, wrongFrom }: DamagedData,
): string {
	const of = size === null ? '' : ` of ${figure(size)}`;
	const rest =
		wrongFrom === null
			? 'What follows could not be read'
			: `What was read may be wrong from byte ${figure(wrongFrom)} on, and what follows could not be read`;
	const what = `${message}, after byte ${figure(at)}${of}`;
	const doubt = wrongFrom === null ? '' : `, and that may be wrong from byte ${figure(wrongFrom)} on`;
	const sentence = `Only a part of ${visible(name)} could be read${doubt}: ${what}.`;
	builder.findings.add({
		code: 'damaged-file',
		file,
		line: Math.max(1, builder.files[file]?.lines ?? 1),
		text: `${rest}: ${what}.`,
	});
	builder.notes.push(sentence);
	return sentence;
}
