import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areDigits, digitsIn, firstSpecial } from '../../src/formats/json/words.ts';
import { viewOf } from '../../src/trace/hash.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300) * 20;

/** Four bytes, most of them near the borders that matter. */
const arbBytes = fc.array(
	fc.oneof(
		fc.nat(255),
		fc.constantFrom(
			0,
			0x1f,
			0x20,
			0x21,
			0x22,
			0x23,
			0x2f,
			0x30,
			0x39,
			0x3a,
			0x5b,
			0x5c,
			0x5d,
			0x7f,
			0x80,
			0xa2,
			0xff,
		),
	),
	{ minLength: 4, maxLength: 4 },
);
const wordOf = (bytes: number[]) => viewOf(Uint8Array.from(bytes)).getInt32(0, true);
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

test('the first special byte of a word is the one that looking at each finds', () => {
	fc.assert(
		fc.property(arbBytes, (bytes) => {
			const at = bytes.findIndex((byte) => byte < 0x20 || byte === 0x22 || byte === 0x5c);
			expect(firstSpecial(wordOf(bytes))).toBe(at < 0 ? 4 : at);
		}),
		{ numRuns },
	);
});

test('four digits are told and read', () => {
	fc.assert(
		fc.property(arbBytes, (bytes) => {
			expect(areDigits(wordOf(bytes))).toBe(bytes.every(isDigit));
		}),
		{ numRuns },
	);
	for (let number = 0; number < 10_000; number++) {
		const digits = String(number).padStart(4, '0');
		const word = wordOf([...digits].map((digit) => digit.charCodeAt(0)));
		expect(areDigits(word)).toBe(true);
		expect(digitsIn(word)).toBe(number);
	}
});
