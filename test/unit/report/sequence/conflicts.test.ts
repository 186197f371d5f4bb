import { describe, expect, test } from 'vitest';
import type { DiagramScope } from '../../../../src/report/model.ts';
import { sequenceDiagram } from '../../../../src/report/sequence/diagram.ts';
import { EXAMPLE, shownOf, sync, write } from '../../../support/shown.ts';
import { receive, send, statements } from './drawn.ts';

describe('notes on conflicts', () => {
	const conflict: DiagramScope = { kind: 'conflict', conflict: 0 };

	test('detection stands where the last writer comes to hold all versions, resolution at the write', () => {
		expect(
			statements(
				[...EXAMPLE, { op: 'merge', at: 'R1', key: 'status', value: 'done', vv: { R1: 2, R2: 1 } }],
				conflict,
			),
		).toEqual([
			'U1->>R1: Write: status="pending"',
			'Note over R1: {R1:1, R2:0}',
			'U2->>R2: Write: status="completed"',
			'Note over R2: {R1:0, R2:1}',
			'R1-->>R2: Sync',
			'R2-->>R1: Sync',
			'Note over R1,R2: Conflict detected<br/>Neither vector dominates',
			'R1->>R1: Merge: status="done"',
			'Note over R1: {R1:2, R2:1}',
			'Note over R1: Resolves the conflict',
		]);
	});

	test('where not all writers come to hold all, it stands where the conflict is detected', () => {
		expect(statements(EXAMPLE.slice(0, 4), conflict).slice(-2)).toEqual([
			'R1-->>R2: Sync',
			'Note over R1,R2: Conflict detected<br/>Neither vector dominates',
		]);
	});

	test('a conflict that nobody detects is said to be one at the end', () => {
		expect(statements(EXAMPLE.slice(0, 3), conflict).at(-1)).toBe(
			'Note over R1,R2: Conflict not detected in the trace<br/>Neither vector dominates',
		);
	});

	test('of three versions no vector dominates; versions of one replica have one note', () => {
		const three = [write('A', 'k', 1, { A: 1 }), write('B', 'k', 1, { B: 1 }), write('C', 'k', 1, { C: 1 })];
		expect(statements([...three, sync('A', 'B'), sync('B', 'C')], conflict).at(-1)).toBe(
			'Note over R1,R3: Conflict detected<br/>No vector dominates',
		);
		const dotted = (counter: number) => ({
			op: 'write',
			at: 'A',
			key: 'k',
			value: counter,
			dot: ['A', counter],
			context: {},
		});
		expect(statements([dotted(1), dotted(2)], conflict).at(-1)).toBe(
			'Note over R1: Conflict detected<br/>Neither vector dominates',
		);
	});

	test('outside of a key its name is told; conflicts detected at once share a note', () => {
		const lines = [
			write('A', 'k', 1, { A: 1 }),
			write('A', 'l', 1, { A: 1 }),
			write('B', 'k', 1, { B: 1 }),
			write('B', 'l', 1, { B: 1 }),
		];
		expect(statements([...lines, sync('A', 'B')]).at(-1)).toBe('Note over R1,R2: 2 conflicts detected: k, l');
		expect(statements([...lines, sync('A', 'B', 'l')]).at(-1)).toBe(
			'Note over R1,R2: Conflict detected: l<br/>Neither vector dominates',
		);
	});
});

describe("a conflict's causal slice", () => {
	const before = [write('A', 'k', 0, { A: 1 }), sync('A', 'B'), sync('A', 'C')];
	const lines = [
		...before,
		write('A', 'noise', 1, { A: 1 }),
		write('A', 'k', 'a', { A: 2 }),
		write('B', 'k', 'b', { A: 1, B: 1 }),
		sync('C', 'B'),
		write('A', 'noise', 2, { A: 2 }),
		send('A', 'B', 'm', 'k'),
		sync('A', 'C', 'noise'),
		{ op: 'read', at: 'B', key: 'k', client: 'reader' },
		receive('B', 'A', 'm'),
		receive('B', 'A', 'm'),
		sync('A', 'B'),
		sync('B', 'A', 'k'),
		write('A', 'k', 'z', { A: 3, B: 1 }),
		sync('A', 'B'),
		write('B', 'k', 'later', { A: 3, B: 2 }),
	];

	test('has its versions, what led to them, and what carried them; nothing else', () => {
		const diagram = sequenceDiagram(shownOf(lines), { kind: 'conflict', conflict: 0 });
		expect(
			diagram.source
				.split('\n')
				.filter((line) => line.includes('>>'))
				.map((line) => line.trim()),
		).toEqual([
			'R1->>R1: Write: k=0',
			'R1->>R1: Write: k="a"',
			'R2->>R2: Write: k="b"',
			'U1->>R2: Read: k',
			'R1-->>R2: Message m: k',
			'R2-->>R1: Sync: k',
			'R1->>R1: Write: k="z"',
		]);
		expect(diagram.title).toBe('Conflict 1: 2 versions of "k", resolved');
	});

	test('shows a message that was lost', () => {
		const lost = [...EXAMPLE.slice(1, 3), send('R1', 'R2', 'm'), sync('R2', 'R1')];
		expect(statements(lost, { kind: 'conflict', conflict: 0 })).toContain('R1--xR2: Message m lost');
	});

	test("a key's diagram has all its events, and the messages that name it", () => {
		const arrows = statements(lines, { kind: 'key', key: 'k' }).filter((line) => line.includes('>>'));
		expect(arrows).toEqual([
			'R1->>R1: Write: k=0',
			'R1-->>R2: Sync',
			'R1-->>R3: Sync',
			'R1->>R1: Write: k="a"',
			'R2->>R2: Write: k="b"',
			'U1->>R2: Read: k',
			'R1-->>R2: Message m: k',
			'R1-->>R2: Message m: k',
			'R2-->>R1: Sync: k',
			'R1->>R1: Write: k="z"',
			'R1-->>R2: Sync',
			'R2->>R2: Write: k="later"',
		]);
	});

	test("a key's diagram can be restricted to lines", () => {
		const scope: DiagramScope = { kind: 'key', key: 'k', lines: { from: 5, to: 6 } };
		expect(statements(lines, scope).filter((line) => line.includes('>>'))).toHaveLength(2);
	});
});
