import { describe, expect, it } from 'vitest';
import { Columns } from '../../../../src/session/line/columns.ts';
import { recordSpan } from '../../../../src/session/line/record.ts';

function shown(line: string, key: string | null, record?: string): string {
	const bytes = new TextEncoder().encode(line);
	const before = record === undefined ? 0 : Buffer.byteLength(line.slice(0, line.indexOf(record)));
	const end = record === undefined ? bytes.length : before + Buffer.byteLength(record);
	const span = recordSpan(bytes, new Columns(bytes), { start: before, end, key });
	// The editor shows no byte order mark.
	return line.replace(/^\ufeff/, '').slice(span.start, span.end);
}

describe('the place of a record', () => {
	it('is its text without the white space around it', () => {
		expect(shown('  \t2026 LOG: x \r', null)).toBe('2026 LOG: x');
		expect(shown('\ufeffé {"a":1}, {"b":2}', null, ' {"b":2}')).toBe('{"b":2}');
		expect(shown('', null)).toBe('');
		expect(shown('   ', null)).toBe('');
	});

	it('is its key where it names it: as a string, as a word, by its last part', () => {
		expect(shown('{"id":"ä","of":"ä1"}', 'ä1')).toBe('"ä1"');
		expect(shown('wrote cart12, cart1 and x', 'cart1')).toBe('cart1');
		expect(shown('{"map":{"k05":1}}', 'map/k05')).toBe('"k05"');
		expect(shown('DETAIL: {k[text]:k0021 val:1}', 'public.kv:k0021')).toBe('k0021');
	});

	it('is never a part of another record, or of a longer word', () => {
		expect(shown('{"id":"a"},{"id":"b"}', 'a', '{"id":"b"}')).toBe('{"id":"b"}');
		expect(shown('carts and scart', 'cart')).toBe('carts and scart');
		expect(shown('x = 1', '1')).toBe('x = 1');
		expect(shown('{"":1}', '')).toBe('{"":1}');
	});
});

describe('columns', () => {
	it('are the same in whatever order they are asked for', () => {
		const text = `\ufeff${'aé😀\u{10ffff}'.repeat(2000)}`;
		const bytes = new TextEncoder().encode(text);
		const starts: [byte: number, column: number][] = [];
		let byte = 3;
		let column = 0;
		for (const character of text.slice(1)) {
			starts.push([byte, column]);
			byte += Buffer.byteLength(character);
			column += character.length;
		}
		const backwards = new Columns(bytes);
		for (const [at, expected] of starts.toReversed()) expect(backwards.at(at)).toBe(expected);
		const shuffled = new Columns(bytes);
		for (let i = 0; i < starts.length; i++) {
			const [at, expected] = starts[(i * 7919) % starts.length] as [number, number];
			expect(shuffled.at(at)).toBe(expected);
		}
		expect(shuffled.at(bytes.length + 5)).toBe(column);
	});
});
