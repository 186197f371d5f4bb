import { expect, test } from 'vitest';
import type { Row } from '../../bench/compare.mjs';
import { belowFloors, ratiosOf } from '../../bench/ratios.mjs';
import { tableOf } from '../../bench/table.mjs';

const took = (wallMs: number) => ({ wallMs, cpuMs: wallMs, peakBytes: 1e8 });

function row(name: string, events: number, reportMs: number): Row {
	return {
		name,
		events,
		bytes: events * 100,
		lineEnds: took(100),
		jsonParse: took(1000),
		duckdb: { ...took(2000), loadMs: 1200, joinMs: 400, stopped: false },
		report: took(reportMs),
		conflictPairs: 3,
	};
}

test('ratios are how many times as fast the report is', () => {
	expect(ratiosOf(row('sparse 1 M', 1e6, 500))).toEqual({ lineEnds: 0.2, jsonParse: 2, duckdb: 3.2 });
});

test('what is below its floor is named, growth with ten times the events among it', () => {
	const rows = [row('sparse 1 M', 1e6, 500), row('dense 10 M', 1e7, 500), row('sparse 10 M', 1e7, 10_000)];
	const floors = {
		'sparse 1 M': { jsonParse: 2, duckdb: 4 },
		'dense 10 M': {},
		'sparse 10 M': { growth: 0.9 },
	};
	expect(belowFloors(rows, floors)).toEqual([
		'sparse 1 M: duckdb is 3.20, its floor 4',
		'sparse 10 M: growth is 0.50, its floor 0.9',
	]);
	const few = { 'sparse 10 M': { growth: 0.5 }, 'dense 10 M': { growth: 9 } };
	expect(belowFloors(rows, few)).toEqual(['sparse 1 M has no floors']);
});

test('the table has a row for each trace and says where a join was stopped', () => {
	const stopped = row('hot-key 1 M', 1e6, 500);
	stopped.duckdb.stopped = true;
	const lines = tableOf([row('sparse 1 M', 1e6, 500), stopped]).split('\n');
	expect(lines).toHaveLength(4);
	expect(lines[2]).toContain('| **0.50 s** |');
	expect(lines[3]).toContain('| > 1.60 s |');
});
