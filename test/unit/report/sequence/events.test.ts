import { describe, expect, test } from 'vitest';
import type { DiagramScope } from '../../../../src/report/model.ts';
import { sync, write } from '../../../support/shown.ts';
import { drawn, receive, send, statements } from './drawn.ts';

describe('participants', () => {
	const names = (lines: (string | object)[], scope?: DiagramScope) =>
		drawn(lines, scope).flatMap((line) => /^participant (.*)/.exec(line)?.[1] ?? []);

	test('clients stand left of the replica that they first speak to, those of the last replica right of it', () => {
		expect(
			names([
				{ op: 'header', version: 1, replicas: { A: {}, B: { name: 'Bee' }, C: {}, unused: {} } },
				write('A', 'k', 1, undefined, 'a'),
				write('C', 'k', 1, undefined, 'c'),
				write('B', 'k', 1, undefined, 'b'),
				write('B', 'k', 1, undefined, 'a'),
			]),
		).toEqual(['U1 as a', 'R1 as A', 'U3 as b', 'R2 as Bee', 'R3 as C', 'U2 as c']);
	});

	test('the client of a single replica stands left of it', () => {
		expect(names([write('A', 'k', 1, undefined, 'a')])).toEqual(['U1 as a', 'R1 as A']);
	});

	test('all replicas of a conflict are there', () => {
		const lines = [
			{ op: 'header', version: 1, replicas: { A: {}, B: {}, C: {} } },
			write('A', 'k', 1, { A: 1 }),
			write('C', 'k', 2, { C: 1 }),
			write('B', 'other', 2, { B: 1 }),
		];
		expect(names(lines, { kind: 'conflict', conflict: 0 })).toEqual(['R1 as A', 'R2 as C']);
	});

	test('an empty trace gives a diagram without any', () => {
		expect(drawn([])).toEqual(['autonumber']);
	});
});

describe('events', () => {
	test('of every kind are drawn', () => {
		expect(
			statements([
				{ op: 'header', version: 1, replicas: { A: {}, B: {} } },
				write('A', 'k', { a: [1, 'x'] }, { A: 1 }, 'me'),
				{ op: 'delete', at: 'A', key: 'k', vv: { A: 2 } },
				{ op: 'merge', at: 'A', key: 'k', value: 3, vv: { A: 3 } },
				{ op: 'read', at: 'A', key: 'k', client: 'me' },
				{ op: 'read', at: 'A', key: 'k', values: [1, 2] },
				{ op: 'state', at: 'A', key: 'k', value: null, client: 'me' },
				sync('A', 'B', 'k'),
				{ op: 'sync', from: 'A', to: 'B', keys: ['a', 'b', 'c', 'd', 'e'] },
			]),
		).toEqual([
			'U1->>R1: Write: k={"a":[1,"x"]}',
			'Note over R1: {A:1, B:0}',
			'R1->>R1: Delete: k',
			'Note over R1: {A:2, B:0}',
			'R1->>R1: Merge: k=3',
			'Note over R1: {A:3, B:0}',
			'U1->>R1: Read: k',
			'R1->>R1: Read: k=[1,2]',
			'Note over R1: State: k=null',
			'R1-->>R2: Sync: k',
			'R1-->>R2: Sync: a, b, c and 2 more',
		]);
	});

	test('a message is one arrow at its receive, a lost one a cross at its send', () => {
		expect(
			statements([
				send('A', 'B', 'm1', 'k'),
				send('A', 'B', 'm2'),
				receive('B', 'A', 'm1'),
				receive('B', 'A', 'm3'),
				receive('B', 'A', 'm4', 'k'),
			]),
		).toEqual([
			'R1--xR2: Message m2 lost',
			'R1-->>R2: Message m1: k',
			'R1-->>R2: Message m3 (no send in the trace)',
			'R1-->>R2: Message m4 (no send in the trace): k',
		]);
	});

	test('a send whose receive is out of the range is drawn as under way', () => {
		const lines = [send('A', 'B', 'm1'), receive('B', 'A', 'm1')];
		expect(statements(lines, { kind: 'range', file: 0, from: 1, to: 1 })).toEqual([
			'R1--)R2: Message m1 (arrives elsewhere)',
		]);
		expect(statements(lines, { kind: 'range', file: 0, from: 2, to: 9 })).toEqual(['R1-->>R2: Message m1']);
	});

	test('stand in causal order, wherever they stand in the file', () => {
		expect(
			statements([
				receive('B', 'A', 'm1', 'k'),
				write('B', 'k', 2),
				write('A', 'k', 1),
				send('A', 'B', 'm1', 'k'),
			]),
		).toEqual([
			'R2->>R2: Write: k=1',
			'Note over R2: {B:0, A:1}',
			'R2-->>R1: Message m1: k',
			'R1->>R1: Write: k=2',
			'Note over R1: {B:1, A:1}',
		]);
	});

	test('values and keys are cut', () => {
		const [arrow] = statements([write('A', 'k'.repeat(10_000), 'v'.repeat(10_000), { A: 1 })]);
		expect(arrow).toBe(`R1->>R1: Write: ${'k'.repeat(39)}…="${'v'.repeat(58)}…`);
	});

	test('of many replicas a vector shows those that count', () => {
		const replicas = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`R${i}`, {}]));
		const header = { op: 'header', version: 1, replicas };
		expect(statements([header, write('R7', 'k', 1, { R7: 1, R0: 0 })])[1]).toBe('Note over R1: {R7:1, …}');
		const all = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`R${i}`, 1]));
		expect(statements([header, write('R7', 'k', 1, all)])[1]).toBe(
			'Note over R1: {R0:1, R1:1, R2:1, R3:1, R4:1, R5:1, R6:1, R7:1}',
		);
	});
});
