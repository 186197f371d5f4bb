import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInput } from '../../../../src/session/node/inputs.ts';
import { readFiles } from '../../../../src/session/node/readFiles.ts';
import { LINES, rawFrame, ZSTD } from './compressed/samples.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-compressed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): { name: string; path: string } {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	return { name, path };
}

/** About 36 MB: more than is held in memory. */
const LARGE = LINES.repeat(62_000);

describe('a compressed file', { timeout: 60_000 }, () => {
	for (const [kind, make] of [
		['gzip', async (text: string) => gzipSync(text, { level: 1 })],
		['zstd', async (text: string) => rawFrame(new TextEncoder().encode(text))],
	] as const) {
		it(`(${kind}) is read, and read back by offset, from a temporary file that nobody else sees`, async () => {
			const before = temporaryFiles();
			const compressed = await make(LARGE);
			const input = file('large.reptrace.x', compressed);
			const progress: [number, number | null][] = [];
			const open = await readFiles([input], { onProgress: (bytes, total) => progress.push([bytes, total]) });
			expect(open.trace.format).toBe('native');
			expect(open.trace.count).toBe(12 * 62_000);
			expect(open.trace.files[0]).toMatchObject({ name: 'large.reptrace.x', bytes: LARGE.length });
			expect(progress.at(-1)).toEqual([compressed.length, compressed.length]);
			expect(temporaryFiles()).toEqual(before);
			const text = (offset: number, length: number) =>
				Buffer.from(open.source.read(0, offset, length)).toString();
			expect(text(0, 40)).toBe(LARGE.slice(0, 40));
			expect(text(20e6, 300_000)).toBe(LARGE.slice(20e6, 20e6 + 300_000));
			expect(text(LARGE.length - 9, 100)).toBe(LARGE.slice(-9));
			open.check();
			open.source.close();
			expect(open.source.read(0, 0, 10)).toHaveLength(0);
		});
	}

	it('is told from its bytes, not from its name; so is the format of what is in it', async () => {
		const named = await readFiles([file('a.gz', new TextEncoder().encode(LINES))]);
		expect(named.trace.count).toBe(12);
		const unnamed = await readFiles([file('b.reptrace', ZSTD), { name: 'c', bytes: new Uint8Array(ZSTD) }]);
		expect(unnamed.trace.count).toBe(24);
		const jepsen = '{:type :invoke, :f :read, :process 0, :value nil, :index 0}\n';
		const other = await readFiles([file('history.edn.gz', gzipSync(jepsen.repeat(3)))]);
		expect(other.trace.format).toBe('jepsen');
	});

	it('that is damaged is analysed up to there, and says where that is', async () => {
		const whole = gzipSync(LINES.repeat(2000));
		const open = await readFiles([file('cut.reptrace.gz', whole.subarray(0, whole.length - 8))]);
		expect(open.trace.count).toBe(24_000);
		const { findings, notes } = open.trace;
		expect(findings.count).toBe(1);
		expect([findings.code(0), findings.line(0)]).toEqual(['damaged-file', 24_000]);
		expect(findings.text(0)).toMatch(
			/^What follows could not be read: the gzip data ends too early, after byte [\d,]+ of [\d,]+\.$/,
		);
		expect(notes).toEqual([expect.stringMatching(/^Only a part of cut\.reptrace\.gz could be read/)]);
	});

	it('whose checksum is another one may be wrong from where that counts on', async () => {
		const good = gzipSync(LINES);
		const broken = Buffer.concat([good, good]);
		broken[broken.length - 6] = (broken.at(-6) as number) ^ 1;
		const { trace } = await readFiles([file('sum.reptrace.gz', broken)]);
		expect(trace.count).toBe(24);
		expect(trace.findings.text(0)).toContain(`What was read may be wrong from byte ${good.length} on`);
		expect(trace.notes[0]).toContain(`that may be wrong from byte ${good.length} on`);
		const zstd = await rawFrame(new TextEncoder().encode(LINES));
		zstd[zstd.length - 1] = (zstd.at(-1) as number) ^ 1;
		const other = await readFiles([file('sum.reptrace.zst', zstd)]);
		expect(other.trace.findings.text(0)).toContain('What was read may be wrong from byte 0 on');
	});

	it('of which nothing can be read is an error', async () => {
		const input = file('nothing.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0]));
		await expect(readFiles([input])).rejects.toThrow(
			'cannot read nothing.gz: the gzip data ends too early at byte 6',
		);
	});

	it('that changes while it is read is an error', async () => {
		const input = file('shrinks.gz', await rawFrame(new TextEncoder().encode(LARGE)));
		const reading = readFiles([input], {
			onProgress: (bytes) => {
				if (bytes > 1e6) truncateSync(input.path, 1e6);
			},
		});
		await expect(reading).rejects.toThrow('cannot read shrinks.gz: it changed while it was read');
	});

	it('can be given up at any time', async () => {
		const controller = new AbortController();
		const input = file('aborted.gz', gzipSync(LARGE, { level: 1 }));
		const reason = new Error('enough');
		await expect(
			readFiles([input], { signal: controller.signal, onProgress: () => controller.abort(reason) }),
		).rejects.toBe(reason);
	});
});

describe('an input', () => {
	it('gives its head more than once, and then all of it', async () => {
		for (const bytes of [ZSTD, gzipSync(LINES), new TextEncoder().encode(LINES)]) {
			const input = openInput({ name: 'x', bytes: new Uint8Array(bytes) });
			expect(Buffer.from(await input.head(10)).toString()).toBe(LINES.slice(0, 10));
			expect(Buffer.from(await input.head(1 << 16)).toString()).toBe(LINES);
			const chunks: Buffer[] = [];
			const kept = await input.read((chunk) => chunks.push(Buffer.from(chunk)));
			expect(Buffer.concat(chunks).toString()).toBe(LINES);
			expect(Buffer.from(kept.read(5, 20)).toString()).toBe(LINES.slice(5, 25));
			input.close();
			input.close();
		}
	});

	it('that is a pipe is given up although it has nothing to say', { timeout: 20_000 }, async () => {
		const path = join(folder, 'pipe');
		execFileSync('mkfifo', [path]);
		const { openSync, closeSync } = await import('node:fs');
		const writer = openSync(path, 'r+');
		const input = openInput({ name: 'pipe', path });
		const controller = new AbortController();
		const reading = input.read(() => {}, controller.signal);
		setTimeout(() => controller.abort(new Error('enough')), 50);
		await expect(reading).rejects.toThrow('enough');
		// Its read ends with the writer.
		closeSync(writer);
		input.close();
	});
});

function temporaryFiles(): string[] {
	return readdirSync(tmpdir()).filter((name) => /^replication-trace-[\da-f]{8}-[\da-f]{4}-/.test(name));
}
