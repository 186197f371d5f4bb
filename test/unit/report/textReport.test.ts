import { expect, test } from 'vitest';
import { textReport } from '../../../src/report/textReport.ts';
import { UNSEEN } from '../../support/hostile.ts';
import { EXAMPLE, shownOf, write } from '../../support/shown.ts';

function reportOn(lines: readonly (string | object)[], limit = 20): string {
	return [...textReport(shownOf(lines), { limit })].join('');
}

test('the answer comes first, then what it rests on, then the conflicts', () => {
	expect(
		reportOn([
			...EXAMPLE,
			{ op: 'merge', at: 'R1', key: 'status', value: 'done', vv: { R1: 2, R2: 1 } },
			'{',
		]),
	).toBe(
		`1 conflict, 0 open, on 1 key (1 concurrent pair of writes)

There is 1 conflict in 3 writes: 333 in a thousand. User A takes part in 100 % of them. One home for each key would avoid them all and forward 33 % of the writes; a single leader at R1 would forward 33 %. Last-write-wins cannot be replayed by wall clock: the writes carry no time.

a.reptrace: 5 events, 3 versions of 1 key, 2 replicas
Causality is the one that the versions record (vv, or dot and context). Conflicts are proven by it.
1 line could not be read as an event and is left out; the findings tell why.

Conflicts

  #1 "status"  resolved, 2 versions, 1 concurrent pair, proven
    a.reptrace:2  R1 write "pending" by User A {R1:1}
    a.reptrace:3  R2 write "completed" by User B {R2:1}
    detected  a.reptrace:4 at R2
    resolved  a.reptrace:6  R1 merge "done" {R1:2, R2:1}

Strategies (what each would have cost)

                                lost  newer  undone  keys  siblings  bytes  by clock  undecided  fits
  Last write wins (wall clock)     0      0       0     0         0      0         0          1     0
  Lamport order                    0      0       0     0         0      0         0          0     1
  First write wins                 0      0       0     0         0      0         0          0     1
  Keep siblings                    0      0       0     0         0      0         0          0     1
  Three-way merge                  0      0       0     0         0      0         0          0     0
  Its merges follow none of the strategies.
  The replay keeps the recorded writes: with other reads, clients might have written other things.

Avoiding conflicts

  Single leader: "Replica 1" (R1) would forward the fewest writes, 1 (33 %); how much longer they would take the trace does not tell. No conflicts would be left.
  Home for each key: 1 key of several writers; the best homes would forward 1 write (33 %). Moving homes over time would not pay.
  Smallest rule found that avoids 100 % of the conflicts: "status" at "Replica 1" (R1); it would forward 1 write.

Other findings (malformed-line 1)

  a.reptrace:7  error: Expected a field name in quotes at byte 2 of the line. What cannot be read is left out. [malformed-line]
`,
	);
});

test('open conflicts come before resolved ones, by their own numbers', () => {
	const report = reportOn([
		write('A', 'done', 1, { A: 1 }),
		write('B', 'done', 1, { B: 1 }),
		write('B', 'done', 1, { A: 1, B: 2 }),
		write('A', 'left', 1, { A: 1 }),
		write('B', 'left', 1, { B: 1 }),
	]);
	expect(report.match(/#\d.*?,/g)).toEqual(['#2 "left"  open,', '#1 "done"  resolved,']);
	expect(report).toContain('Most conflicts: "done" 1, "left" 1 (1 open)');
	expect(report).toContain('not detected: the trace shows no replica that holds two of them');
});

test('what the limit leaves out is counted', () => {
	const lines = Array.from({ length: 5 }, (_, i) => [
		write('A', `k${i}`, 1, { A: 1 }),
		write('B', `k${i}`, 2, { B: 1 }),
	]);
	expect(reportOn(lines.flat(), 2)).toContain('… and 3 more conflicts; --limit 0 shows all');
	expect(reportOn(lines.flat(), 0).match(/#\d/g)).toHaveLength(5);
});

test('nothing in a trace reaches the terminal as a control character', () => {
	const evil = '\u001b]0;title\u0007\u001b[2J\r\n\u202e';
	const report = reportOn([
		{ op: 'write', at: `A${evil}`, key: evil, value: evil, client: evil, dot: [`A${evil}`, 1], context: {} },
		{ op: 'write', at: `B${evil}`, key: evil, value: evil, client: evil, dot: [`B${evil}`, 1], context: {} },
		{ op: evil },
		{ op: 'receive', at: evil, from: evil, msg: evil },
	]);
	expect(report).not.toMatch(UNSEEN);
});

test('colours are put around headings and states alone', () => {
	const style = (kind: string, text: string) => `<${kind}>${text}</${kind}>`;
	const report = [...textReport(shownOf(EXAMPLE), { limit: 20, style })].join('');
	expect(report).toContain('<heading>1 conflict, open, on 1 key (1 concurrent pair of writes)</heading>');
	expect(report).toContain('"status"  <open>open</open>, 2 versions');
});
