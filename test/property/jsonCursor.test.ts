import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonCursor } from '../../src/formats/json/cursor.ts';

const numRuns = Number(process.env.FC_RUNS ?? 300) * 10;

function accepts(text: string): boolean {
	const bytes = new TextEncoder().encode(text);
	const cursor = new JsonCursor();
	cursor.open(bytes, 0, bytes.length);
	return cursor.skipValue() && cursor.peek() < 0;
}

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** JSON with a few characters put in, taken out or doubled: nearly all of it is nearly JSON. */
const nearlyJson = fc
	.tuple(
		fc.json({ noUnicodeString: false } as object),
		fc.array(
			fc.tuple(
				fc.nat(),
				fc.constantFrom(
					'"',
					'\\',
					'{',
					'}',
					'[',
					']',
					',',
					':',
					'-',
					'.',
					'0',
					'1',
					'e',
					'E',
					'+',
					't',
					'null',
					'\u0001',
					' ',
					'\\u00e',
					'',
				),
			),
			{
				maxLength: 3,
			},
		),
	)
	.map(([json, changes]) => {
		let text = json;
		for (const [at, put] of changes) {
			const place = at % (text.length + 1);
			text = text.slice(0, place) + put + text.slice(place + (put === '' ? 1 : 0));
		}
		return text.toWellFormed();
	});

test('accepts what JSON.parse accepts, and nothing else', () => {
	fc.assert(
		fc.property(nearlyJson, (text) => {
			expect(accepts(text)).toBe(parses(text));
		}),
		{ numRuns },
	);
});

test('reads numbers as JSON.parse does', () => {
	const number = fc.oneof(
		fc.double().map(String),
		fc.maxSafeInteger().map(String),
		fc.tuple(fc.maxSafeInteger(), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}`),
		fc
			.tuple(fc.nat(99), fc.constantFrom('e', 'E', '.', 'e+', 'e-', '.0'), fc.nat(400))
			.map((parts) => parts.join('')),
		fc.constantFrom(
			'-0',
			'0',
			'01',
			'-',
			'1.',
			'.5',
			'1e',
			'+1',
			'00',
			'0.0',
			'123456789012345',
			'1234567890123456.5',
		),
	);
	fc.assert(
		fc.property(number, (text) => {
			const bytes = new TextEncoder().encode(text);
			const cursor = new JsonCursor();
			cursor.open(bytes, 0, bytes.length);
			const read = cursor.readNumber() && cursor.peek() < 0;
			expect(read).toBe(parses(text));
			if (read) expect(cursor.number).toBe(JSON.parse(text));
		}),
		{ numRuns },
	);
});

test('reads strings as JSON.parse does', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, spelled) => {
			let json = JSON.stringify(text);
			if (spelled)
				json = json.replace(/[^"\\]/g, (one) =>
					one.length === 1 ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one,
				);
			fc.pre(parses(json));
			const bytes = new TextEncoder().encode(json);
			const cursor = new JsonCursor();
			cursor.open(bytes, 0, bytes.length);
			expect(cursor.readString()).toBe(true);
			expect(cursor.text()).toBe(JSON.parse(json));
		}),
		{ numRuns },
	);
});
