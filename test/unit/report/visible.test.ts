import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, count, figure, quoted, shortened, visible, word } from '../../../src/report/visible.ts';
import { hostileText, UNSEEN } from '../../support/hostile.ts';

test('controls, overrides and lone surrogates are shown', () => {
	expect(visible('a\nb\u001b[31m\u007f')).toBe('a␊b␛[31m␡');
	expect(visible('\u202eabc\u200b\ud800')).toBe('⟨U+202E⟩abc⟨U+200B⟩⟨U+D800⟩');
	expect(visible('\u2028\u0085\u00ad')).toBe('⟨U+2028⟩⟨U+0085⟩⟨U+00AD⟩');
});

test('ordinary text of any script, and emoji, stay as they are', () => {
	for (const text of ['plain', 'é e\u0301', '日本', 'مرحبا', '❤️', '👨‍👩‍👧', '🇩🇪'])
		expect(visible(text)).toBe(text);
});

test('nothing that moves or hides text is left in any text', () => {
	fc.assert(
		fc.property(hostileText, (text) => {
			expect(visible(text)).not.toMatch(UNSEEN);
			expect(visible(text)).not.toContain('\n');
			expect(visible(text).isWellFormed()).toBe(true);
		}),
	);
});

test('a text is cut between characters, and only where it is longer', () => {
	expect(shortened('abcd', 4)).toBe('abcd');
	expect(shortened('abcde', 4)).toBe('abc…');
	expect(shortened('😀😀😀😀', 4)).toBe('😀😀😀😀');
	expect(shortened('😀😀😀😀😀', 4)).toBe('😀😀😀…');
	expect(brief('x'.repeat(1_000_000), 5)).toBe('xxxx…');
});

test('ids stand bare only where they cannot be taken for the sentence around them', () => {
	expect(word('R1')).toBe('R1');
	expect(word('eu-west/1')).toBe('eu-west/1');
	expect(word('R1 and R2')).toBe('"R1 and R2"');
	expect(word('')).toBe('""');
	expect(quoted('a\nb')).toBe('"a␊b"');
});

test('numbers are set apart and agree with their nouns', () => {
	expect(figure(1234567)).toBe('1,234,567');
	expect(figure(999)).toBe('999');
	expect(count(1, 'conflict')).toBe('1 conflict');
	expect(count(1200, 'conflict')).toBe('1,200 conflicts');
});
