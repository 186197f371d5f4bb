import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/jsonReport.ts';
import { sequenceDiagram } from '../../src/report/sequence/diagram.ts';
import { EXAMPLE, shownOf } from '../support/shown.ts';
import { STATUS_CONFLICT } from '../support/statusConflict.ts';

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
		const { trace, ...rest } = STATUS_CONFLICT;
		expect(report).toMatchObject({ trace: { ...trace, causality }, ...rest });
		expect(report.findings).toMatchObject([
			{ code: 'conflict-open', line: 2, related: [{ line: 1 }, { line: 3 }] },
		]);
	},
);
