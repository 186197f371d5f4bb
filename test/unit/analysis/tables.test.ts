import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellTable } from '../../../src/analysis/cellTable.ts';
import { LearnLog, readNews } from '../../../src/analysis/learnLog.ts';
import { MessageTable } from '../../../src/analysis/messageTable.ts';
import type { Trace } from '../../../src/trace/trace.ts';
import { readTrace } from '../../support/engine.ts';

test.each([10, 2 ** 30])('cells keep what was set, whether few or many (%i)', (cells) => {
	const table = new CellTable(cells);
	table.set(cells - 1, 7);
	table.set(3, 2);
	expect([table.get(cells - 1), table.get(3), table.get(4)]).toEqual([7, 2, 0]);
});

describe('a log of what was learnt', () => {
	/** Entry i tells of writer i % 3, at time i. */
	function filled(entries: number): LearnLog {
		const log = new LearnLog();
		for (let i = 0; i < entries; i++) log.add(i % 3, i, i * 10, i * 100, 1);
		return log;
	}
	function news(log: LearnLog, from: number, heard: number[]): number[] {
		const times: number[] = [];
		readNews(log.part(), from, Int32Array.from(heard), (_, time, key, group) => {
			expect([key, group]).toEqual([time * 10, time * 100]);
			times.push(time);
		});
		return times;
	}

	test('tells what came after a place and is not known yet', () => {
		expect(news(filled(9), 4, [-1, 7, -1])).toEqual([5, 6, 8]);
	});

	test('once tidied still counts from the beginning, and parts under way stay what they were', () => {
		const log = filled(1000);
		const before = log.part();
		expect(log.isLong).toBe(true);
		log.tidy(Int32Array.of(990, -1, 500));
		expect(log.isLong).toBe(false);
		expect(log.part().total).toBe(1000);
		expect(news(log, 996, [-1, -1, -1])).toEqual([996, 997, 998, 999]);
		expect(news(log, 0, [-1, 2000, -1]).filter((time) => time <= 503)).toEqual([503]);
		expect(before.length).toBe(6000);
		expect(before.entries[6 * 7 + 2]).toBe(7);
		log.add(0, 5000, 50000, 500000, 1);
		expect(news(log, 1000, [-1, -1, -1])).toEqual([5000]);
	});
});

test('messages are told apart by sender, receiver and id, however ids are used', () => {
	const arbSend = fc.record({
		id: fc.oneof(fc.constant(0), fc.nat(40)),
		from: fc.nat(5),
		to: fc.nat(5),
	});
	fc.assert(
		fc.property(fc.array(arbSend, { minLength: 1, maxLength: 80 }), (sends) => {
			const { trace, idOf, replicaOf } = traceOf(sends);
			const table = new MessageTable(trace, sends.length);
			const numbers = new Map<string, number>();
			for (const { id, from, to } of sends) {
				const name = `${id} ${from} ${to}`;
				expect(table.find(idOf(id), replicaOf(from), replicaOf(to))).toBe(numbers.get(name) ?? -1);
				const number = table.intern(idOf(id), replicaOf(from), replicaOf(to));
				expect(number).toBe(numbers.get(name) ?? numbers.size);
				numbers.set(name, number);
			}
		}),
	);
});

function traceOf(sends: readonly { id: number; from: number; to: number }[]) {
	const lines = sends.map(({ id, from, to }) =>
		JSON.stringify({ op: 'send', at: `R${from}`, to: `R${to}`, msg: id }),
	);
	const trace: Trace = readTrace([{ name: 'messages', text: `${lines.join('\n')}\n` }]);
	return {
		trace,
		idOf: (id: number) => trace.messages.find(String(id)),
		replicaOf: (replica: number) => trace.replicas.find(`R${replica}`),
	};
}
