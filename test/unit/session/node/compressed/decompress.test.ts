import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressionOf } from '../../../../../src/session/node/compressed/compression.ts';
import { DamagedData } from '../../../../../src/session/node/compressed/damaged.ts';
import { blockHeader, bomb, frameHeader, LINES, rawFrame, SKIPPED, ZSTD } from './samples.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** What comes out of bytes that come in chunks of a length, and the damage that ended it. */
async function decompressed(compressed: Uint8Array, chunk = compressed.length) {
	async function* chunks() {
		// One buffer for all, as a file's reader has: what was given before is overwritten.
		const buffer = new Uint8Array(chunk);
		for (let at = 0; at < compressed.length; at += chunk) {
			const part = compressed.subarray(at, at + chunk);
			buffer.set(part);
			yield buffer.subarray(0, part.length);
		}
	}
	const pieces: Uint8Array[] = [];
	try {
		for await (const piece of compressionOf(compressed)?.decompress(chunks()) ?? [])
			pieces.push(piece.slice());
	} catch (error) {
		if (!(error instanceof DamagedData)) throw error;
		return { text: Buffer.concat(pieces).toString(), damage: error.message, at: error.at };
	}
	return { text: Buffer.concat(pieces).toString() };
}

it('tells by the first bytes how something is compressed', () => {
	expect(compressionOf(gzipSync('x'))?.name).toBe('gzip');
	expect(compressionOf(ZSTD)?.name).toBe('zstd');
	expect(compressionOf(SKIPPED)?.name).toBe('zstd');
	for (const other of ['', '{"op":', '\u001f', 'P*M', 'PK\u0003\u0004'])
		expect(compressionOf(bytes(other))).toBeNull();
});

describe('gzip', { timeout: 60_000 }, () => {
	const members = Buffer.concat([gzipSync(LINES), gzipSync(''), gzipSync('more')]);

	it('is read whatever the chunks, with all of its members', async () => {
		for (let chunk = 1; chunk <= members.length; chunk += chunk < 40 ? 1 : 17)
			expect(await decompressed(members, chunk)).toEqual({ text: `${LINES}more` });
		for (const split of [1, 10, gzipSync(LINES).length, gzipSync(LINES).length + 1])
			expect(await decompressed(members, split)).toEqual({ text: `${LINES}more` });
	});

	it('may be padded with zeros', async () => {
		expect(await decompressed(Buffer.concat([members, Buffer.alloc(600)]), 100)).toEqual({
			text: `${LINES}more`,
		});
	});

	it('may go on behind padding', async () => {
		const padded = Buffer.concat([members, Buffer.alloc(5), members, Buffer.alloc(1), gzipSync('end')]);
		for (const chunk of [1, 7, padded.length])
			expect(await decompressed(padded, chunk)).toEqual({ text: `${LINES}more${LINES}moreend` });
	});

	it('keeps what stands before something else, and tells where that is', async () => {
		const big = Array.from({ length: 20_000 }, (_, i) => `${i} ${(i * 7919) % 1009}\n`).join('');
		for (const [text, garbage] of [
			['short\n', 'garbage'],
			[big, '\n'],
			[big, '\u001f\u008b garbage that begins as a member does'],
			[big, '\0garbage'],
		] as const) {
			const good = gzipSync(text);
			const all = Buffer.concat([good, Buffer.from(garbage, 'latin1')]);
			for (const chunk of [999, all.length])
				expect(await decompressed(all, chunk)).toEqual({
					text,
					damage: 'the gzip data is damaged (incorrect header check)',
					at: good.length + (garbage.startsWith('\0') ? 1 : 0),
				});
		}
	});

	it('that is damaged in its midst gives nearly all that came before', async () => {
		const text = Array.from({ length: 3000 }, (_, i) => `${i} ${(i * 7919) % 1009}\n`).join('');
		const broken = gzipSync(text);
		const at = broken.length >> 1;
		broken.fill(255, at);
		const result = await decompressed(broken);
		expect(result.damage).toMatch(/^the gzip data is damaged/);
		expect(result.at).toBeGreaterThan(at * 0.9);
		let same = 0;
		while (text[same] === result.text[same]) same++;
		expect(same).toBeGreaterThan(text.length * 0.4);
	});

	it('may have all that a header can have', async () => {
		const plain = gzipSync(LINES);
		const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
		const full = Buffer.concat([header, bytes('name\0comment\0'), bytes('hc'), plain.subarray(10)]);
		expect(await decompressed(full, 3)).toEqual({ text: LINES });
	});

	it('that ends too early gives what there is of it', async () => {
		const text = LINES.repeat(3000);
		const whole = gzipSync(Buffer.from(Array.from(text, (c, i) => c.charCodeAt(0) ^ ((i * 7919) % 3))));
		const expected = (await decompressed(whole)).text;
		const half = await decompressed(whole.subarray(0, whole.length / 2), 1000);
		expect(half).toMatchObject({ damage: 'the gzip data ends too early', at: whole.length >> 1 });
		expect(expected.startsWith(half.text)).toBe(true);
		expect(half.text.length).toBeGreaterThan(expected.length / 3);
	});

	it('that is damaged says so', async () => {
		const broken = gzipSync(LINES.repeat(50_000));
		broken[broken.length - 6] = (broken.at(-6) as number) ^ 1;
		const { text, damage } = await decompressed(broken, 1 << 12);
		expect(damage).toBe('the gzip data is damaged (incorrect data check)');
		expect(LINES.repeat(50_000).startsWith(text)).toBe(true);
		expect(text.length).toBeGreaterThan(LINES.length * 40_000);
		const followed = Buffer.concat([gzipSync('a\n'), bytes('no gzip data')]);
		expect(await decompressed(followed, 7)).toMatchObject({
			text: 'a\n',
			damage: 'the gzip data is damaged (incorrect header check)',
		});
	});
});

describe('zstd', { timeout: 60_000 }, () => {
	it('is read whatever the chunks, with all of its frames, those to skip passed over', async () => {
		const frames = Buffer.concat([SKIPPED, ZSTD, SKIPPED, await rawFrame(bytes('raw\n')), ZSTD, SKIPPED]);
		const expected = { text: `${LINES}raw\n${LINES}` };
		for (let chunk = 1; chunk <= frames.length; chunk += chunk < 40 ? 1 : 29)
			expect(await decompressed(frames, chunk)).toEqual(expected);
	});

	it('may be empty, and of many blocks', async () => {
		expect(await decompressed(await rawFrame(bytes('')))).toEqual({ text: '' });
		const text = LINES.repeat(2000);
		expect(await decompressed(await rawFrame(bytes(text)), 50_000)).toEqual({ text });
	});

	it('that ends too early gives what there is of it', async () => {
		const two = Buffer.concat([ZSTD, ZSTD]);
		for (let length = 5; length < two.length; length++) {
			if (length === ZSTD.length) continue;
			const { text, damage } = await decompressed(two.subarray(0, length), 100);
			expect(damage).toBe('the zstd data ends too early');
			expect(`${LINES}${LINES}`.startsWith(text)).toBe(true);
			if (length > ZSTD.length) expect(text.startsWith(LINES)).toBe(true);
		}
	});

	it('with any one byte another is never taken for good', async () => {
		for (let at = 4; at < ZSTD.length; at++) {
			const broken = ZSTD.slice();
			broken[at] = (broken[at] as number) ^ 0x15;
			const { damage } = await decompressed(broken);
			expect(damage, `byte ${at}`).toMatch(/^the zstd data (is damaged|ends too early|needs)/);
		}
	});

	it('that asks for too much is refused', async () => {
		const window = await decompressed(Buffer.concat([frameHeader(0, 18 << 3), blockHeader(true, 0, 0)]));
		expect(window.damage).toBe('the zstd data needs a window of 256 MB; at most 128 MB are given');
		const dictionary = await decompressed(Buffer.concat([frameHeader(1, 0, 7), blockHeader(true, 0, 0)]));
		expect(dictionary.damage).toBe('the zstd data needs the dictionary 7');
	});

	it('that is a few bytes and very long is given piece by piece', async () => {
		async function* chunk() {
			yield bomb(4000, 10);
		}
		let pieces = 0;
		let most = 0;
		for await (const piece of compressionOf(bomb(1, 10))?.decompress(chunk()) ?? []) {
			pieces++;
			most = Math.max(most, piece.length);
			if (pieces === 50) break;
		}
		expect({ pieces, most }).toEqual({ pieces: 50, most: 128 << 10 });
	});
});
