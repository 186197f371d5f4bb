import { expect, test } from 'vitest';
import { Columns } from '../../../../src/session/line/columns.ts';
import { decodeWtf8 } from '../../../../src/trace/wtf8.ts';

/** Lines of 30,000 bytes, most of whose places are within something. */
test.each([
	['characters of four bytes', [0xf0, 0x9f, 0x98, 0x80]],
	['characters of three bytes', [0xe2, 0x82, 0xac]],
	['characters, each with a byte behind it that is a part of none', [0xf0, 0x9f, 0x98, 0x80, 0x80]],
	['parts of no character', [0x82]],
	['broken characters', [0xe2, 0x82, 0x41]],
])('columns beyond what is decoded at a time are right: %s', (_, unit) => {
	for (let shift = 0; shift < 5; shift++) {
		const units = Array.from({ length: Math.floor(30_000 / unit.length) }, () => unit).flat();
		const bytes = Uint8Array.from([...new Array<number>(shift).fill(0x61), ...units, 0x22]);
		const columns = new Columns(bytes);
		for (const count of [1000, 2000]) {
			const end = shift + count * unit.length;
			expect(columns.at(end)).toBe(decodeWtf8(bytes.subarray(0, end)).length);
		}
		expect(columns.at(bytes.length)).toBe(decodeWtf8(bytes).length);
	}
});
