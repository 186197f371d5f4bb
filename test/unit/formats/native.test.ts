import { describe, expect, test } from 'vitest';
import { NativeReader } from '../../../src/formats/native/reader.ts';
import { MAX_LINE_BYTES } from '../../../src/formats/text/lines.ts';
import { OP_NAMES } from '../../../src/trace/ops.ts';
import { Flag, keysOf, type Trace, TraceBuilder } from '../../../src/trace/trace.ts';
import { memorySource, readTrace } from '../../support/engine.ts';

function read(text: string, chunkSize?: number): Trace {
	return readTrace([{ name: 'a.reptrace', text }], chunkSize);
}

function findings(trace: Trace) {
	return Array.from({ length: trace.findings.count }, (_, id) => ({
		code: trace.findings.code(id),
		line: trace.findings.line(id),
		text: trace.findings.text(id),
		columns: [trace.findings.a(id), trace.findings.b(id)],
	}));
}

const WRITE = '{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":1}}';

describe('lines', () => {
	test.each([1, 2, 3, 7, 64, 1 << 16])('are the same whatever the chunks (%i bytes)', (chunkSize) => {
		const trace = read(
			`\ufeff${WRITE}\r\n\n${WRITE.replace('"k"', '"gr\u00f6\u00dfe \ud83d\ude00"')}\n{"op":"sync","from":"R1","to":"R2"}`,
			chunkSize,
		);
		expect(
			Array.from({ length: trace.count }, (_, event) => [
				OP_NAMES[trace.op[event] as number],
				trace.line[event],
			]),
		).toEqual([
			['write', 1],
			['write', 3],
			['sync', 4],
		]);
		expect(trace.keys.texts()).toEqual(['k', 'gr\u00f6\u00dfe \ud83d\ude00']);
		expect(trace.findings.count).toBe(0);
		expect(trace.files[0]).toMatchObject({ lines: 4, firstEvent: 0, endEvent: 3 });
	});

	test('can be read back by their place', () => {
		const files = [{ name: 'a', text: `\ufeff\n${WRITE}\r\n${WRITE}` }];
		const trace = readTrace(files, 5);
		const source = memorySource(files);
		for (let event = 0; event < trace.count; event++) {
			const line = source.read(0, trace.offset[event] as number, trace.length[event] as number);
			expect(new TextDecoder().decode(line).trim()).toBe(WRITE);
			const value = source.read(
				0,
				(trace.offset[event] as number) + (trace.valueStart[event] as number),
				trace.valueLength[event] as number,
			);
			expect(new TextDecoder().decode(value)).toBe('1');
		}
	});

	test('that are too long are skipped and said so, without being held', () => {
		const builder = new TraceBuilder('native');
		const reader = new NativeReader(builder, 'a');
		const chunk = new Uint8Array(1 << 20).fill(0x78);
		for (let size = 0; size <= MAX_LINE_BYTES; size += chunk.length) reader.push(chunk);
		reader.push(new TextEncoder().encode(`\n${WRITE}\n`));
		reader.end();
		expect(builder.count).toBe(1);
		expect(builder.line[0]).toBe(2);
		expect(findings(builder)).toMatchObject([{ code: 'malformed-line', line: 1 }]);
	});

	test('of a megabyte are read', () => {
		const value = 'x'.repeat(1 << 20);
		const trace = read(WRITE.replace('1,', `"${value}",`), 1000);
		expect(trace.count).toBe(1);
		expect(trace.valueLength[0]).toBe(value.length + 2);
	});

	test('nothing at all is a trace of no events', () => {
		for (const text of ['', '\n\n', '\ufeff', '   \r\n']) {
			const trace = read(text);
			expect(trace.count).toBe(0);
			expect(trace.findings.count).toBe(0);
		}
	});

	test('of a binary file are findings, and no more', () => {
		const builder = new TraceBuilder('native');
		const reader = new NativeReader(builder, 'a');
		reader.push(Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) & 255));
		reader.end();
		expect(builder.count).toBe(0);
		expect(builder.findings.count).toBeGreaterThan(0);
	});
});

describe('fields', () => {
	test('may come in any order, more than once (the last counts) and with escapes', () => {
		const trace = read(
			'{"value":[1],"key":"no","\\u006bey":"\\u006b\\n","at":"R1","op":"delete","op":"wr\\u0069te","extra":{"op":"x"}}',
		);
		expect(trace.op[0]).toBe(0);
		expect(trace.keys.text(trace.key[0] as number)).toBe('k\n');
		expect(trace.findings.count).toBe(0);
	});

	test('null is the absence of a field, but a value', () => {
		const trace = read(
			'{"op":"write","at":"R1","key":"k","value":null,"client":null,"ts":null,"vv":null}\n{"op":"read","at":null,"key":"k"}',
		);
		expect(trace.count).toBe(1);
		expect(trace.client[0]).toBe(-1);
		expect(trace.valueLength[0]).toBe(4);
		expect(findings(trace)).toMatchObject([{ code: 'missing-field', line: 2, text: 'at' }]);
	});

	test('of another type are reported with their columns; the event stays where it can do without', () => {
		const trace = read(
			'{"op":"write","at":"R1","key":"k","value":1,"ts":"now"}\n{"op":"write","at":7,"key":"k","value":1}',
		);
		expect(trace.count).toBe(1);
		expect(findings(trace)).toEqual([
			{ code: 'malformed-line', line: 1, text: '"ts" to be a number', columns: [49, 54] },
			{ code: 'malformed-line', line: 2, text: '"at" to be a string, the replica\'s id', columns: [19, 20] },
		]);
		expect(trace.files[0]?.skipped).toEqual({ 'malformed-line': 1 });
	});

	test('that the format does not know are no error, whatever they hold', () => {
		const trace = read(
			'{"op":"write","at":"R1","key":"k","value":1,"clock":5,"native":[1],"rank":"x","certainty":"high","note":{"a":[]}}',
		);
		expect(trace.count).toBe(1);
		expect(trace.findings.count).toBe(0);
	});

	test('that are required are named one by one; unknown ops by what they say', () => {
		const trace = read(
			'{"op":"write","at":"R1"}\n{"op":"mege","at":"R1"}\n{"at":"R1"}\n{"op":"receive","at":"a","from":"b"}',
		);
		expect(findings(trace).map(({ code, line, text }) => [code, line, text])).toEqual([
			['missing-field', 1, 'key'],
			['missing-field', 1, 'value'],
			['unknown-op', 2, 'mege'],
			['missing-field', 3, 'op'],
			['missing-field', 4, 'msg'],
		]);
		expect(trace.files[0]?.skipped).toEqual({ 'missing-field': 3, 'unknown-op': 1 });
	});

	test('counters that no double holds exactly are refused, not rounded', () => {
		const trace = read(
			`${WRITE.replace(':1}}', ':9007199254740993}}')}\n${WRITE.replace(':1}}', ':1.5}}')}\n${WRITE.replace(':1}}', ':9007199254740991}}')}`,
		);
		expect(findings(trace).map(({ code, line }) => [code, line])).toEqual([
			['malformed-line', 1],
			['malformed-line', 2],
		]);
		expect(trace.vectors.counter(trace.vector[2] as number, 0)).toBe(Number.MAX_SAFE_INTEGER);
	});

	test('dot and context count rather than vv', () => {
		const trace = read(
			'{"op":"write","at":"R1","key":"k","value":1,"vv":{"R1":9},"dot":["R1",3],"context":{"R1":1,"R2":2}}',
		);
		expect(trace.flags[0]).toBe(Flag.dotted);
		expect(trace.vectors.counter(trace.dot[0] as number, 0)).toBe(3);
		expect(trace.vectors.size(trace.vector[0] as number)).toBe(2);
	});

	test('keys, message ids, times and clocks are kept', () => {
		const trace = read(
			'{"op":"send","at":"R1","to":"R2","msg":7,"keys":["a","b","a"],"ts":1700000000000.25,"seq":4,"hlc":{"wall":5,"logical":2}}\n{"op":"receive","at":"R2","from":"R1","msg":"7"}',
		);
		expect([...(keysOf(trace, 0) as Int32Array)].map((key) => trace.keys.text(key))).toEqual(['a', 'b']);
		expect(trace.message[0]).toBe(trace.message[1]);
		expect([trace.ts[0], trace.seq[0], trace.hlcWall[0], trace.hlcLogical[0]]).toEqual([
			1700000000000.25, 4, 5, 2,
		]);
		expect([trace.ts[1], trace.seq[1], trace.hlcWall[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
	});

	test('names from the prototype of objects are names like others', () => {
		const trace = read(
			'{"op":"write","at":"__proto__","key":"constructor","value":1,"vv":{"__proto__":1,"toString":2}}',
		);
		expect(trace.replicas.texts()).toEqual(['__proto__', 'toString']);
		expect(trace.vectors.get(trace.vector[0] as number, trace.replicas.find('__proto__'))).toBe(1);
	});

	test('two keys that differ in a lone surrogate are two', () => {
		const trace = read('{"op":"read","at":"R","key":"\\ud800"}\n{"op":"read","at":"R","key":"\\ud801"}');
		expect(trace.keys.texts()).toEqual(['\ud800', '\ud801']);
	});

	test('values may be nested as deeply as the line is long', () => {
		const trace = read(WRITE.replace('1,', `${'['.repeat(200_000)}${']'.repeat(200_000)},`));
		expect(trace.count).toBe(1);
		expect(trace.valueLength[0]).toBe(400_000);
	});
});

describe('the header', () => {
	test('names replicas, in its order, and is no event', () => {
		const trace = read(
			'{"op":"header","version":1,"replicas":{"B":{"name":"Berlin","home":"user:*"},"__proto__":{"region":"eu"},"A":"Aachen"}}\n{"op":"read","at":"A","key":"k"}',
		);
		expect(trace.count).toBe(1);
		expect(trace.participants.map((replica) => trace.replicas.text(replica))).toEqual([
			'B',
			'__proto__',
			'A',
		]);
		expect(trace.replicaInfo.get(0)).toEqual({ name: 'Berlin', region: null, home: ['user:*'] });
	});

	test('stands on the first line alone', () => {
		const trace = read(`${WRITE}\n{"op":"header"}\n`);
		expect(findings(trace)).toMatchObject([{ code: 'malformed-line', line: 2 }]);
		expect(read('\n\n{"op":"header","version":1}\n').findings.count).toBe(0);
		expect(findings(read('{"op":"header","version":2}'))).toMatchObject([
			{ code: 'malformed-line', line: 1 },
		]);
	});
});
