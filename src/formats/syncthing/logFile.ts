import type { TraceBuilder } from '../../trace/trace.ts';
import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { FileReader, ImportFile } from '../format.ts';
import { readLines } from '../text/fileLines.ts';
import type { Devices } from './devices.ts';

const LINE = /^\[\S+\] \d{4}\/\d\d\/\d\d \S+ \w+: (.*)$/;
const MY_ID = /My ID: ([A-Z2-7]{7}(?:-[A-Z2-7]{7}){7})/;
const MY_NAME = /My name is "([^"]*)"/;
const NOT_COPYING = /already a conflict copy; not copying again/;

/** Reads what `syncthing` writes to its log: who this node is, and the one line that tells of a write that is lost. */
export function logReader(builder: TraceBuilder, about: ImportFile, devices: Devices): FileReader {
	const number = builder.files.length;
	const file = builder.beginFile(about.name);
	let device: string | null = null;
	const ignore = (kind: string) => {
		file.ignored[kind] = (file.ignored[kind] ?? 0) + 1;
	};
	return readLines(
		file,
		{
			line(bytes, start, end, line) {
				const text = decodeWtf8(bytes.subarray(start, end));
				const [, message] = LINE.exec(text) ?? [];
				device ??= MY_ID.exec(text)?.[1] ?? null;
				const name = MY_NAME.exec(text)?.[1];
				if (device !== null && (about.nodeGiven || name !== undefined))
					devices.name(device, about.nodeGiven ? (about.node as string) : (name as string));
				if (NOT_COPYING.test(text)) {
					builder.findings.add({
						code: 'write-vanished',
						file: number,
						line,
						text: 'Two nodes made a conflict copy of the same name: the content that this line is about is kept nowhere.',
					});
				} else if (message !== undefined) ignore('lines of the log');
				else if (text.trim() !== '') ignore('lines that are no log entry');
			},
			tooLong: () => ignore('lines that are too long'),
		},
		() => {
			if (device !== null && about.node !== null) devices.name(device, about.node);
		},
	);
}
