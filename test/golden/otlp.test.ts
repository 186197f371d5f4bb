import { describe, expect, it } from 'vitest';
import { converted, reportOn, texts } from '../support/imported.ts';
import { fixture, reportOf, reportOfTexts } from '../support/recorded.ts';

const attribute = (key: string, value: object) => ({ key, value });
const string = (key: string, stringValue: string) => attribute(key, { stringValue });

function spans(replica: string, list: object[]): object {
	const resource = { attributes: [string('replication.replica', replica)] };
	return { resourceSpans: [{ resource, scopeSpans: [{ spans: list }] }] };
}

describe('OTLP/JSON', () => {
	it('what the documented example writes', async () => {
		const { json } = await reportOf([fixture('otlp/spans.jsonl')]);
		expect(json.trace).toMatchObject({ format: 'otlp', events: 4, versions: 2, replicas: ['R1', 'R2'] });
		expect(json.conflicts).toMatchObject([
			{
				key: 'status',
				certainty: 'proven',
				versions: [
					{ replica: 'R1', value: 'pending' },
					{ replica: 'R2', value: 'completed' },
				],
				detected: { replica: 'R2', line: 4 },
			},
		]);
		expect(json.summary.findings).toEqual({ 'conflict-open': 1 });
	});

	it('without vectors causality comes from messages, whatever the order of the spans', async () => {
		const at = (time: number) => ({ startTimeUnixNano: `${time}000000`, endTimeUnixNano: `${time}000000` });
		const write = (value: string, time: number) => ({
			...at(time),
			attributes: [string('replication.key', 'k'), string('replication.value', value)],
		});
		const producer = { ...at(2), kind: 4, traceId: 'AB', spanId: 'CD' };
		const consumer = { ...at(3), kind: 5, traceId: 'ab', spanId: 'ee', parentSpanId: 'cd' };
		const lines = [
			spans('R2', [write('second', 4), consumer]),
			spans('R1', [producer, write('first', 1)]),
			{ resourceMetrics: [] },
		];
		const json = await reportOfTexts({
			'spans.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
		});
		expect(json.trace).toMatchObject({ format: 'otlp', versions: 2, ignoredRecords: [{ metrics: 1 }] });
		expect(json.summary.conflictPairs).toBe(0);
		expect(json.findings).toEqual([]);
	});

	it('log records, span events, kvlists, dots, and a message to two replicas', async () => {
		const vector = attribute('replication.context', {
			kvlistValue: { values: [attribute('R1', { intValue: '1' })] },
		});
		const record = {
			timeUnixNano: '5000000',
			attributes: [
				string('replication.op', 'delete'),
				string('replication.key', 'k'),
				string('replication.dot', 'R2:1'),
				vector,
			],
		};
		const resource = { attributes: [string('replication.replica', 'R2')] };
		const event = {
			timeUnixNano: 1,
			attributes: [
				string('replication.op', 'write'),
				string('replication.key', 'k'),
				string('replication.version_vector', '{"R1":1}'),
			],
		};
		const lines = [
			{ resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] },
			spans('R1', [{ traceId: 'a', spanId: 'b', kind: 4, events: [event] }]),
			spans('R2', [{ kind: 5, links: [{ traceId: 'a', spanId: 'b' }] }]),
			spans('R3', [{ kind: 5, links: [{ traceId: 'a', spanId: 'b' }] }]),
		];
		const json = await reportOfTexts({
			'a.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
		});
		expect(json.trace).toMatchObject({ versions: 2, events: 6 });
		expect(json.summary).toMatchObject({ conflictPairs: 0, findings: {} });
	});

	it('a message of which one side is not recorded goes with the rest when converted', async () => {
		const lines = [
			spans('R1', [{ traceId: 'a', spanId: 'b', kind: 'SPAN_KIND_PRODUCER', startTimeUnixNano: '1' }]),
			spans('R2', [{ traceId: 'a', spanId: 'd', kind: 5, startTimeUnixNano: 1_795_440_296_453_000_000 }]),
		];
		const files = texts({ 'a.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
		const before = await reportOn(files);
		expect(before.trace.events).toBe(2);
		const after = await reportOn(texts({ 'a.reptrace': await converted(files) }));
		expect(after.trace.events).toBe(2);
		expect(after.summary.findings).toEqual(before.summary.findings);
	});

	it('log records that tell only when they were observed; a receive that nothing tells the message of', async () => {
		const record = (time: object, ...attributes: object[]) => ({ ...time, attributes });
		const write = (value: string) => [
			string('replication.key', 'k'),
			string('replication.value', value),
			string('replication.op', 'write'),
		];
		const resource = { attributes: [string('replication.replica', 'R1')] };
		const logRecords = [
			record({ timeUnixNano: '0', observedTimeUnixNano: '9000000' }, ...write('late')),
			record({ timeUnixNano: '5000000' }, ...write('early')),
			record({}, string('replication.op', 'receive')),
		];
		const line = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
		const { trace, findings, summary } = await reportOfTexts({ 'a.jsonl': line });
		expect(trace).toMatchObject({ versions: 2, events: 2 });
		expect(findings.map(({ code }) => code)).toEqual(['malformed-line']);
		expect(summary.conflictPairs).toBe(0);
	});

	it('what cannot be used is a finding; what is not about replication is counted', async () => {
		const lines = [
			spans('R1', [
				{ attributes: [string('replication.op', 'sing'), string('replication.key', 'k')] },
				{ attributes: [string('replication.op', 'write')] },
				{ attributes: [string('http.route', '/')] },
			]),
			{ other: 1 },
		];
		const json = await reportOfTexts({
			'a.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
		});
		expect(json.findings.map(({ code, line }) => [code, line])).toEqual([
			['malformed-line', 1],
			['malformed-line', 1],
			['malformed-line', 2],
		]);
		expect(json.trace.ignoredRecords).toEqual([{ 'spans without replication attributes': 1 }]);
	});
});
