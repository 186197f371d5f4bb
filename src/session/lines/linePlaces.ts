import { decodeWtf8 } from '../../trace/wtf8.ts';
import type { LineQueries, ShownLine, TextPosition } from '../linesProtocol.ts';
import type { ColumnWalk } from './columnWalk.ts';
import type { OpenFile } from './file.ts';
import type { LineIndex } from './lineIndex.ts';
import { byteOfColumn, lineAt, nextStart, pieceAt, skipLines, walkAlong } from './lineText.ts';

/** More than this of one line is never shown at once, in bytes. */
const LARGEST_PIECE = 1 << 20;
/** Of so many lines it is remembered where their columns are. */
const WALKS = 8;

/** Which bytes of a file are which lines and columns, as far as it is indexed. */
export class LinePlaces {
	private readonly walks = new Map<number, ColumnWalk>();

	constructor(
		private readonly file: OpenFile,
		private readonly index: LineIndex,
	) {}

	/** Where a line (from 1) starts; null where it is not indexed. */
	startOf(line: number): number | null {
		const wanted = line - 1;
		if (wanted > this.index.ends) return null;
		const near = this.index.before(wanted);
		return skipLines(this.file, this.index, near.offset, wanted - near.line).offset;
	}

	/** The line that a byte is in; null where it is not indexed. */
	lineOf(offset: number): number | null {
		if (offset > this.index.bytes) return null;
		let { line, offset: at } = this.index.beforeOffset(offset);
		while (at < offset) {
			const next = nextStart(this.file, this.index, at);
			if (next === null || next > offset) break;
			at = next;
			line++;
		}
		return line + 1;
	}

	/** A piece of a long line; null where the line is not indexed. */
	piece({ line, from, limit }: LineQueries['line']['params']): ShownLine | null {
		const start = this.startOf(line);
		if (start === null) return null;
		const least = Math.min(limit, LARGEST_PIECE);
		if (from <= 0) return lineAt(this.file, this.index, start, least);
		return pieceAt(this.file, this.index, this.walkAlong(start), from, least);
	}

	/** The bytes between two places, of which what is behind the last line is the end; null where they are not indexed. */
	between(from: TextPosition, to: TextPosition): { start: number; end: number } | null {
		const start = this.byteAt(from);
		const end = this.byteAt(to);
		return start === null || end === null ? null : { start, end };
	}

	/** The text between two places where it is at most `limit` bytes, else how many it is; null where they are not indexed. */
	text({ from, to, limit }: LineQueries['text']['params']): LineQueries['text']['result'] | null {
		const range = this.between(from, to);
		if (range === null) return null;
		const bytes = range.end - range.start;
		return bytes > limit ? { bytes } : { text: decodeWtf8(this.file.read(range.start, bytes)) };
	}

	private byteAt({ line, column }: TextPosition): number | null {
		const start = this.startOf(line);
		if (start !== null) return byteOfColumn(this.file, this.index, this.walkAlong(start), column);
		const isWhole = this.file.unpacking?.ended !== false && this.index.bytes >= this.file.size;
		return isWhole ? this.file.size : null;
	}

	/** What was walked of a line that was looked at lately is not walked again. */
	private walkAlong(start: number): ColumnWalk {
		const walk = this.walks.get(start) ?? walkAlong(this.file, start);
		this.walks.delete(start);
		this.walks.set(start, walk);
		const [oldest] = this.walks.keys();
		if (this.walks.size > WALKS) this.walks.delete(oldest as number);
		return walk;
	}
}
