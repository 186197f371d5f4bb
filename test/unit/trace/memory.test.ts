import { describe, expect, test } from 'vitest';
import { NativeReader } from '../../../src/formats/native/reader.ts';
import { TraceBuilder } from '../../../src/trace/trace.ts';

const EVENTS = 200_000;
/** A thousand keys, and a hundred events each with the same vector. */
const bytes = new TextEncoder().encode(
	Array.from({ length: EVENTS }, (_, i) => {
		const round = Math.floor(i / 100);
		const at = `R${i % 3}`;
		return `{"op":"write","at":"${at}","key":"key ${i % 1000}","value":${i},"vv":{"R0":${round},"R1":${round}},"ts":${1e12 + i}}\n`;
	}).join(''),
);

function read(told: boolean): TraceBuilder {
	const builder = new TraceBuilder('native');
	const reader = new NativeReader(builder, 'a');
	if (told) reader.expect(bytes.length);
	for (let at = 0; at < bytes.length; at += 1 << 20) reader.push(bytes.subarray(at, at + (1 << 20)));
	reader.end();
	return builder;
}

describe('an event takes no more than 64 bytes of columns', () => {
	test('where the size of the file is known', () => {
		const builder = read(true);
		expect(builder.count).toBe(EVENTS);
		expect(builder.columnBytes / EVENTS).toBeLessThanOrEqual(64);
	});

	test('once the columns are trimmed, where it is not', () => {
		const builder = read(false);
		const before = [...builder.offset.subarray(0, EVENTS)];
		builder.trim();
		expect(builder.columnBytes / EVENTS).toBeLessThanOrEqual(64);
		expect([...builder.offset.subarray(0, EVENTS)]).toEqual(before);
	});
});

test('keys and vectors are stored once', () => {
	const { keys, vectors } = read(true);
	expect(keys.size).toBe(1000);
	expect(keys.byteLength).toBeLessThan(1000 * 100);
	const places = new Set(read(true).vector.subarray(0, EVENTS));
	expect(places.size).toBe(EVENTS / 100);
	expect(vectors.entries().ids.length).toBe((EVENTS / 100) * 3);
});
