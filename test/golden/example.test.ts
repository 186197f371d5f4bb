import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/jsonReport.ts';
import { sequenceDiagram } from '../../src/report/sequence/diagram.ts';
import { EXAMPLE, shownOf } from '../support/shown.ts';

/** The smallest conflict, as the trace model describes it. */
const DIAGRAM = `sequenceDiagram
    autonumber
    participant U1 as User A
    participant R1 as Replica 1
    participant R2 as Replica 2
    participant U2 as User B
    U1->>R1: Write: status="pending"
    Note over R1: {R1:1, R2:0}
    U2->>R2: Write: status="completed"
    Note over R2: {R1:0, R2:1}
    R1-->>R2: Sync
    R2-->>R1: Sync
    Note over R1,R2: Conflict detected<br/>Neither vector dominates
`;

test.each(['recorded', 'derived'] as const)(
	'its diagram is the one of the model, with %s causality',
	(causality) => {
		const shown = shownOf(EXAMPLE, causality);
		expect(sequenceDiagram(shown, { kind: 'trace' }).source).toBe(DIAGRAM);
		expect(sequenceDiagram(shown, { kind: 'conflict', conflict: 0 }).source).toBe(DIAGRAM);
		expect(sequenceDiagram(shown, { kind: 'key', key: 'status' }).source).toBe(DIAGRAM);
		expect(sequenceDiagram(shown, { kind: 'range', file: 0, from: 1, to: 5 }).source).toBe(DIAGRAM);
	},
);

test.each(['recorded', 'derived'] as const)(
	'its JSON report says what the model says, with %s causality',
	(causality) => {
		const report = JSON.parse([...jsonReport(shownOf(EXAMPLE.slice(1), causality), 1000)].join(''));
		expect(report.trace).toMatchObject({
			causality,
			events: 4,
			versions: 2,
			keys: 1,
			replicas: ['R1', 'R2'],
		});
		expect(report.summary).toMatchObject({
			conflictPairs: 1,
			conflicts: 1,
			conflictsOpen: 1,
			conflictsResolved: 0,
			keysInConflict: 1,
			maxSiblings: 2,
		});
		expect(report.conflicts).toHaveLength(1);
		expect(report.conflicts[0]).toMatchObject({
			key: 'status',
			certainty: 'proven',
			pairs: 1,
			detected: { line: 3, replica: 'R2' },
			resolvedBy: [],
		});
		expect(report.findings).toMatchObject([
			{ code: 'conflict-open', line: 2, related: [{ line: 1 }, { line: 3 }] },
		]);
	},
);
