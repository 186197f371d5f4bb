import { afterEach } from 'vitest';
import { LineReader } from '../../../../src/session/lines/reader.ts';
import type { LineQueries, LineQueryName } from '../../../../src/session/linesProtocol.ts';
import { fileOf } from './files.ts';

/** A reader of lines that is asked as the webview asks it, and closed after each test. One of these serves the tests of a file. */
export class ReaderUnderTest {
	private current: LineReader | null = null;

	constructor() {
		afterEach(() => this.close());
	}

	get reader(): LineReader {
		if (this.current === null) throw new Error('No file is open.');
		return this.current;
	}

	/** Opens what is not read yet. */
	start(...given: ConstructorParameters<typeof LineReader>): LineReader {
		this.close();
		this.current = new LineReader(...given);
		return this.current;
	}

	/** Opens a file with this content, reads it and answers its path. */
	async open(content: string | Uint8Array): Promise<string> {
		const path = fileOf(content);
		await this.start({ path }, () => {}).run();
		return path;
	}

	ask<N extends LineQueryName>(name: N, params: LineQueries[N]['params']): LineQueries[N]['result'] {
		const answer = this.reader.answer(name, params);
		if ('err' in answer) throw new Error(answer.err);
		return answer.ok as LineQueries[N]['result'];
	}

	/** The texts of some lines. */
	texts(from: number, count: number): string[] {
		return this.ask('lines', { from, count, anchor: null }).lines.map(({ text }) => text);
	}

	close(): void {
		this.current?.close();
		this.current = null;
	}
}
