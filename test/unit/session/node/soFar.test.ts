import { expect, it, vi } from 'vitest';
import type { FileReader } from '../../../../src/formats/format.ts';
import { NativeReader } from '../../../../src/formats/native/reader.ts';
import { readFiles } from '../../../../src/session/node/readFiles.ts';
import { encoded, write } from '../support.ts';

/** A helper that has so much to do that it takes no runs, for which the reader waits nevertheless. */
vi.mock('../../../../src/session/node/parallel/scanThread.ts', () => ({
	async sharingScan(reader: FileReader, _size: number, read: () => Promise<void>) {
		if (reader instanceof NativeReader)
			reader.share({
				runBytes: 1 << 16,
				ready: true,
				pending: 9,
				allocate: (bytes) => new Uint8Array(bytes),
				give() {},
				take: () => null,
				close() {},
			});
		await read();
	},
}));

it('what waits for a second thread is not among what has been read so far', async () => {
	const lines = Array.from({ length: 40 }, (_, i) => write('R1', 'k', 'x'.repeat(60_000), { R1: i + 1 }));
	const bytes = encoded([...lines, ''].join('\n'));
	let waited = false;
	const { source, trace } = await readFiles([{ name: 'a', bytes }], {
		onProgress(read, _total, soFar) {
			expect(soFar.bytes).toBe(soFar.content);
			waited ||= soFar.bytes < read;
		},
	});
	expect(waited).toBe(true);
	expect(trace.count).toBe(lines.length);
	source.close();
});
