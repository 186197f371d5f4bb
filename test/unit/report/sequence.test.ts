import { describe, expect, test } from 'vitest';
import type { DiagramScope } from '../../../src/report/model.ts';
import { sequenceDiagram } from '../../../src/report/sequence/diagram.ts';
import { EXAMPLE, shownOf, shownOfFiles, sync, write } from '../../support/shown.ts';

const trace: DiagramScope = { kind: 'trace' };

/** The lines of a diagram, without its first. */
function drawn(lines: (string | object)[], scope: DiagramScope = trace, page = 0, size?: number): string[] {
	const { source } = sequenceDiagram(shownOf(lines), scope, page, size);
	return source
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((line) => line.trim());
}

/** Messages and notes alone. */
function statements(lines: (string | object)[], scope?: DiagramScope): string[] {
	return drawn(lines, scope).filter((line) => !/^(autonumber|participant)/.test(line));
}

const send = (at: string, to: string, msg: string, key?: string) => ({ op: 'send', at, to, msg, key });
const receive = (at: string, from: string, msg: string, key?: string) => ({
	op: 'receive',
	at,
	from,
	msg,
	key,
});

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

describe('pages', () => {
	const lines = Array.from({ length: 25 }, (_, i) => sync(i % 2 === 0 ? 'A' : 'B', i % 2 === 0 ? 'B' : 'A'));

	test('hold so many events each; numbers go on', () => {
		const shown = shownOf(lines);
		const last = sequenceDiagram(shown, trace, 2, 10);
		expect(last).toMatchObject({ page: 2, pages: 3 });
		expect(last.source).toContain('    autonumber 21 1\n');
		expect(last.statements.map((place) => place?.line)).toEqual([undefined, 21, 22, 23, 24, 25]);
		expect(sequenceDiagram(shown, trace, 99, 10)).toEqual(last);
		expect(sequenceDiagram(shown, trace, 0, 10).source).toContain('    autonumber\n');
	});

	test('are never larger than mermaid can bear', () => {
		const many = Array.from({ length: 1000 }, () => sync('A', 'B'));
		expect(sequenceDiagram(shownOf(many), trace, 0, 1e9).pages).toBe(3);
	});
});

test('statements are numbered as mermaid does, notes included and participants not', () => {
	expect(sequenceDiagram(shownOf(EXAMPLE), trace).statements.map((place) => place?.line ?? null)).toEqual([
		null,
		2,
		2,
		3,
		3,
		4,
		5,
		5,
	]);
});

test('a range is of one file; of several files the whole trace is drawn', () => {
	const shown = shownOfFiles([
		['a', [send('A', 'B', 'm')]],
		['b', [receive('B', 'A', 'm'), sync('B', 'A')]],
	]);
	expect(sequenceDiagram(shown, { kind: 'range', file: 1, from: 2, to: 2 }).statements.slice(1)).toEqual([
		{ file: 1, line: 2 },
	]);
	expect(sequenceDiagram(shown, trace).statements.slice(1)).toEqual([
		{ file: 1, line: 1 },
		{ file: 1, line: 2 },
	]);
});

test('a range may have lines of several files', () => {
	const shown = shownOfFiles([
		['a', [write('A', 'k', 1), send('A', 'B', 'm'), write('A', 'k', 2)]],
		['b', [write('B', 'k', 3), receive('B', 'A', 'm'), write('B', 'k', 4)]],
		['c', [write('C', 'k', 5)]],
	]);
	const placesOf = (scope: DiagramScope) =>
		sequenceDiagram(shown, scope)
			.statements.flatMap((statement) => (statement === null ? [] : [`${statement.file}:${statement.line}`]))
			.toSorted();
	const first = { kind: 'range', file: 1, from: 2, to: 3 } as const;
	// The send is drawn where it arrives; nothing else of the file is.
	expect(placesOf({ ...first, also: [{ file: 0, from: 2, to: 2 }] })).toEqual(placesOf(first));
	const also = [
		{ file: 0, from: 3, to: 3 },
		{ file: 2, from: 1, to: 1 },
	];
	expect(new Set(placesOf({ ...first, also }))).toEqual(new Set([...placesOf(first), '0:3', '2:1']));
	expect(sequenceDiagram(shown, { ...first, also }).title).toBe(
		'Lines 2 to 3 of b and lines of 2 more files',
	);
	expect(() => sequenceDiagram(shown, { ...first, also: [{ file: 3, from: 1, to: 1 }] })).toThrow(RangeError);
});

test('what the trace does not have is an error', () => {
	const shown = shownOf(EXAMPLE);
	expect(() => sequenceDiagram(shown, { kind: 'conflict', conflict: 1 })).toThrow(RangeError);
	expect(() => sequenceDiagram(shown, { kind: 'key', key: 'nope' })).toThrow(RangeError);
	expect(() => sequenceDiagram(shown, { kind: 'range', file: 1, from: 1, to: 1 })).toThrow(RangeError);
});
