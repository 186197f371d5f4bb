import xxhash from 'xxhash-wasm';

/** Twelve writes, and the same as the program zstd compresses them (level 19): one frame with its size and a checksum. */
export const LINES = Array.from({ length: 12 }, (_, i) => {
	const at = `R${((i + 1) % 3) + 1}`;
	return `{"op":"write","at":"${at}","key":"k${(i + 1) % 4}","value":"value ${i + 1}","vv":{"${at}":${i + 1}}}\n`;
}).join('');

export const ZSTD = new Uint8Array(
	Buffer.from(
		'KLUv/WQ2AtUEAEIIFxZwTzpQJcQ4EgEIALvEddsb76nTW1MEQGvXK2tbZGW9Q/Ii7ZHjwdDIz8Ar8hZXIkeiOOQ3sMO8iL0c7xBorfklXzkV5MvkKNTCbc6tpVn4knNJWXiRmKg6h56vLKgRwF7AfesdsJUUOhE0DEEtRIIxnIj7OVSnxTQK0l5DVJRCPU3QRgK3b1gRwdszlsgZcBBYDdwNrBq0k1f9',
		'base64',
	),
);

/** A frame to skip. */
export const SKIPPED = new Uint8Array([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

/** A zstd frame of blocks as they are, not compressed, without its content's size and with a window of 1 KB to 1 MB. */
export async function rawFrame(content: Uint8Array, checksum = true): Promise<Uint8Array> {
	const blocks: Uint8Array[] = [];
	for (let at = 0; at < content.length || blocks.length === 0; at += 1 << 16) {
		const block = content.subarray(at, at + (1 << 16));
		blocks.push(blockHeader(at + (1 << 16) >= content.length, 0, block.length), block);
	}
	const sum = Buffer.alloc(checksum ? 4 : 0);
	if (checksum) sum.writeUInt32LE(Number((await xxhash()).create64().update(content).digest() & 0xffffffffn));
	return Buffer.concat([frameHeader(checksum ? 4 : 0, 10 << 3), ...blocks, sum]);
}

/** A frame of `blocks` blocks of 128 KB of one byte: four bytes each. */
export function bomb(blocks: number, byte: number): Uint8Array {
	const repeated = Array.from({ length: blocks }, (_, i) =>
		Buffer.concat([blockHeader(i === blocks - 1, 1, 128 << 10), Buffer.from([byte])]),
	);
	return Buffer.concat([frameHeader(0, 10 << 3), ...repeated]);
}

export function frameHeader(descriptor: number, ...rest: number[]): Uint8Array {
	return new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...rest]);
}

export function blockHeader(isLast: boolean, type: number, length: number): Uint8Array {
	const bits = (isLast ? 1 : 0) | (type << 1) | (length << 3);
	return new Uint8Array([bits & 255, (bits >> 8) & 255, (bits >> 16) & 255]);
}
