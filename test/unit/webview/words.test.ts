import { describe, expect, it } from 'vitest';
import type { VersionRow } from '../../../src/session/protocol.ts';
import { plural, relationText, vectorDifference, visible } from '../../../webview/words.ts';

const version = (replica: string, counter: number, vector: [string, number][]) =>
	({ replica, counter, vector }) as unknown as VersionRow;

describe('two versions in words', () => {
	it('names what each side lacks when neither dominates', () => {
		const words = relationText(version('R1', 1, [['R1', 1]]), version('R2', 1, [['R2', 1]]), 'concurrent');
		expect(words.verdict).toBe('Neither dominates: concurrent');
		expect(words.reason).toContain('R1 1 > 0, but R2 0 < 1');
	});

	it('does not call dotted siblings ordered, although one vector is the larger', () => {
		const words = relationText(version('R1', 1, [['R1', 1]]), version('R1', 2, [['R1', 2]]), 'concurrent');
		expect(words.verdict).toBe('Concurrent, by their dots');
		expect(words.reason).toContain('R1:1 and R1:2');
	});

	it('says which of two ordered ones came first, and where it is ahead', () => {
		const first = version('R1', 1, [['R1', 1]]);
		const second = version('R2', 1, [
			['R1', 1],
			['R2', 1],
		]);
		expect(relationText(first, second, 'before').reason).toContain(
			'seen the first (R1:1); it is ahead at R2 0 < 1',
		);
		expect(relationText(second, first, 'after').reason).toContain(
			'seen the second (R1:1); it is ahead at R2 1 > 0',
		);
	});
});

it('compares vectors of replicas with any name', () => {
	expect(vectorDifference([['__proto__', 2]], [['constructor', 1]])).toEqual({
		more: [['__proto__', 2, 0]],
		less: [['constructor', 0, 1]],
	});
});

it('shows what cannot be seen', () => {
	expect(visible('a\nb\u202ec\u200bd\u{e0001}')).toBe('a␊b\\u202ec\\u200bd\\ue0001');
});

it('counts', () => {
	expect([plural(1, 'key'), plural(12_345, 'key')]).toEqual(['1 key', '12,345 keys']);
});
