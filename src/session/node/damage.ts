import { figure, visible } from '../../report/visible.ts';
import type { TraceBuilder } from '../../trace/trace.ts';
import type { Opened } from './opened.ts';

/** Says of a file that has been read as far as that went, where its compressed data is damaged. */
export function tellDamage(builder: TraceBuilder, file: number, { name, size, damage }: Opened): void {
	if (damage === null) return;
	const of = size === null ? '' : ` of ${figure(size)}`;
	const what = `${damage.message}, after byte ${figure(damage.at)}${of}`;
	builder.findings.add({
		code: 'damaged-file',
		file,
		line: Math.max(1, builder.files[file]?.lines ?? 1),
		text: `What follows could not be read: ${what}.`,
	});
	builder.notes.push(`Only a part of ${visible(name)} could be read: ${what}.`);
}
