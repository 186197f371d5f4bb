import { expect, test } from 'vitest';
import { FindingOrder } from '../../../src/report/findingOrder.ts';
import { EXAMPLE, shownOf, shownOfFiles, sync, write } from '../../support/shown.ts';

function findings(lines: readonly (string | object)[]) {
	const order = new FindingOrder(shownOf(lines));
	return order.rows(0, order.total);
}

test('an open conflict is one finding, at its last version, that leads to the others and to where it was detected', () => {
	expect(findings(EXAMPLE.slice(1))).toEqual([
		{
			file: 0,
			line: 2,
			code: 'conflict-open',
			severity: 'error',
			message:
				'Conflict on key "status": "completed" by User B at R2 and "pending" by User A at R1 were written without knowledge of each other. It is still open.',
			related: [
				{ file: 0, line: 1, message: '"pending" by User A at R1' },
				{ file: 0, line: 3, message: 'detected here: R2 now holds concurrent versions' },
			],
		},
	]);
});

test('a resolved conflict names the line that resolved it', () => {
	const [finding] = findings([
		...EXAMPLE,
		{ op: 'merge', at: 'R1', key: 'status', value: 'done', vv: { R1: 2, R2: 1 } },
	]);
	expect(finding).toMatchObject({ code: 'conflict-resolved', severity: 'warning', line: 3 });
	expect(finding?.message).toContain('It was resolved by the merge on line 6.');
	expect(finding?.related.at(-1)).toEqual({ file: 0, line: 6, message: 'resolved by "done" at R1' });
});

test('of a conflict with very many versions the first 20 others are listed, and it is said', () => {
	const [finding] = findings(Array.from({ length: 40 }, (_, i) => write(`R${i}`, 'k', i, { [`R${i}`]: 1 })));
	expect(finding?.line).toBe(40);
	expect(finding?.related).toHaveLength(20);
	expect(finding?.message).toContain('39 other versions stand against each other');
	expect(finding?.message).toContain('(780 concurrent pairs)');
	expect(finding?.message).toContain('The first 20 of the other versions are listed.');
});

/** For each code lines that provoke it, the place, and words that its message must have. */
const PROVOKED: [
	code: string,
	lines: (string | object)[],
	line: number,
	words: string[],
	related: number[],
][] = [
	['malformed-line', ['{"op":'], 1, ['Expected', 'at byte 7'], []],
	['malformed-line', ['\u0000\u0001binary'], 1, ['Expected an event: a JSON object', 'at byte 1'], []],
	['unknown-op', [{ op: 'explode', at: 'R1' }], 1, ['"explode"', 'write, delete, merge'], []],
	['missing-field', [{ op: 'write', at: 'R1', value: 1 }], 1, ['lacks the field key', 'left out'], []],
	['vector-unsound', [write('R1', 'k', 1, { R2: 1 })], 1, ['no entry of its own replica'], []],
	[
		'dot-reused',
		[write('R1', 'k', 1, { R1: 1 }), write('R1', 'k', 2, { R1: 1 })],
		2,
		['R1:1', '"k"', 'a second time'],
		[1],
	],
	[
		'counter-regression',
		[write('R1', 'k', 1, { R1: 5 }), write('R1', 'k', 2, { R1: 3 })],
		2,
		['falls', 'R1:3', 'after 5'],
		[],
	],
	[
		'counter-gap',
		[write('R1', 'k', 1, { R1: 1 }), write('R1', 'k', 2, { R1: 3 })],
		2,
		['skips 2', 'R1:3'],
		[],
	],
	[
		'counter-gap',
		[write('R1', 'k', 1, { R1: 1 }), write('R1', 'k', 2, { R1: 9 })],
		2,
		['from 1 to 9', '7 versions are not in the trace'],
		[],
	],
	[
		'vector-claims-unseen',
		[write('R2', 'k', 1, { R2: 1 }), sync('R1', 'R3'), write('R1', 'k', 2, { R1: 1, R2: 1 })],
		3,
		['claims R2:1', 'had brought that version to R1'],
		[],
	],
	[
		'vector-claims-unseen',
		[sync('R1', 'R3'), write('R1', 'k', 2, { R1: 1, R2: 7 })],
		2,
		['claims R2:7', 'no such version'],
		[],
	],
	[
		'vector-misses-seen',
		[write('R2', 'k', 1, { R2: 1 }), sync('R2', 'R1'), write('R1', 'k', 2, { R1: 1 })],
		3,
		['R1 had already seen R2:1', 'leaves it out'],
		[1],
	],
	[
		'receive-without-send',
		[{ op: 'receive', at: 'R1', from: 'R2', msg: 'm' }],
		1,
		['R1 receives message m from R2'],
		[],
	],
	[
		'receive-before-send',
		[
			{ op: 'receive', at: 'R1', from: 'R1', msg: 'm' },
			{ op: 'send', at: 'R1', to: 'R1', msg: 'm' },
		],
		1,
		['before R1 sends it'],
		[2],
	],
	[
		'duplicate-receive',
		[
			{ op: 'send', at: 'R1', to: 'R2', msg: 'm' },
			{ op: 'receive', at: 'R2', from: 'R1', msg: 'm' },
			{ op: 'receive', at: 'R2', from: 'R1', msg: 'm' },
		],
		3,
		['R2 receives message m from R1 again'],
		[2],
	],
	[
		'unknown-replica',
		[
			{ op: 'header', version: 1, replicas: { R1: {} } },
			{ op: 'read', at: 'R9', key: 'k' },
		],
		2,
		['does not name the replica R9'],
		[],
	],
];

test.each(PROVOKED)('%s is told in words', (code, lines, line, words, related) => {
	const found = findings(lines).filter((finding) => finding.code === code);
	expect(found).toHaveLength(1);
	const [finding] = found;
	expect(finding?.line).toBe(line);
	for (const wanted of words) expect(finding?.message).toContain(wanted);
	if (related.length > 0) expect(finding?.related.map((place) => place.line)).toEqual(related);
	for (const { message } of finding?.related ?? []) expect(message).not.toBe('');
	expect(finding?.message).not.toMatch(/undefined|NaN|-1/);
});

test('findings are in order of severity, then of files and lines, whatever part of the engine found them', () => {
	const shown = shownOfFiles([
		['a', [write('R1', 'k', 1, { R1: 1 }), write('R1', 'k', 2, { R1: 3 }), '{']],
		[
			'b',
			[
				'{',
				write('R2', 'k', 1, { R2: 1 }),
				{ op: 'nonsense' },
				{ op: 'receive', at: 'R1', from: 'R2', msg: 'm' },
			],
		],
	]);
	const order = new FindingOrder(shown);
	const all = order
		.rows(0, order.total)
		.map(({ severity, file, line, code }) => `${severity} ${file}:${line} ${code}`);
	expect(all).toEqual([
		'error 0:3 malformed-line',
		'error 1:1 malformed-line',
		'error 1:2 conflict-open',
		'error 1:3 unknown-op',
		'warning 1:4 receive-without-send',
		'info 0:2 counter-gap',
	]);
	expect(order.rows(1, 2).map(({ line }) => line)).toEqual([1, 2]);
	expect(new FindingOrder(shown, { file: 0 }).rows(0, 9).map(({ line }) => line)).toEqual([3, 2]);
	expect(new FindingOrder(shown, { rank: (code) => (code === 'counter-gap' ? 0 : -1) }).total).toBe(1);
	expect(order.counts()).toEqual([
		['conflict-open', 1],
		['malformed-line', 2],
		['unknown-op', 1],
		['receive-without-send', 1],
		['counter-gap', 1],
	]);
});
