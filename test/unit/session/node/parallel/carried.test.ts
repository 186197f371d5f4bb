import { expect, test } from 'vitest';
import { NativeReader } from '../../../../../src/formats/native/reader.ts';
import { arrived, carried } from '../../../../../src/session/node/parallel/carried.ts';
import { TraceBuilder } from '../../../../../src/trace/trace.ts';
import { contentOf } from '../../../../support/traceContent.ts';

const sent = <T extends object>(value: T) => arrived(structuredClone(carried(value))) as T;

function traceOf(lines: readonly string[], shared: boolean): TraceBuilder {
	const builder = new TraceBuilder('native');
	builder.shared = shared;
	const reader = new NativeReader(builder, 'a.reptrace');
	reader.push(new TextEncoder().encode(lines.join('\n')));
	reader.end();
	return builder;
}

const LINES = [
	'{"op":"header","version":1,"replicas":{"R1":{"name":"One","region":"north"}}}',
	'{"op":"write","at":"R1","key":"käy \\ud800","value":1,"vv":{"R1":1},"ts":1.5,"seq":4}',
	'{"op":"send","at":"R1","to":"R2","msg":"m","keys":["käy \\ud800","other"]}',
	'{"op":"write","at":"R2","key":"other","value":2,"dot":["R2",1],"context":{"R1":7},"hlc":{"wall":1,"logical":2}}',
	'{"op":"wri',
];

test.each([false, true])('a trace arrives as it was, its columns in shared memory: %s', (shared) => {
	const trace = traceOf(LINES, shared);
	const there = sent(trace);
	expect(there).toBeInstanceOf(TraceBuilder);
	expect(contentOf(there)).toEqual(contentOf(trace));
	expect(there.keys.find('other')).toBe(trace.keys.find('other'));
	expect(there.op.buffer).toBeInstanceOf(SharedArrayBuffer);
	expect(carried(trace)).toHaveProperty('fields.op.buffer', shared ? trace.op.buffer : expect.anything());
});

test('columns are shared from the start where they are to be, and after they have been trimmed', () => {
	const trace = traceOf(LINES, true);
	trace.trim();
	expect(trace.op.buffer).toBeInstanceOf(SharedArrayBuffer);
	expect(trace.op.length).toBe(trace.count);
	expect(contentOf(trace)).toEqual(contentOf(traceOf(LINES, false)));
});

test('what is one object here is one object there, and views of one memory stay that', () => {
	const items = Int32Array.of(1, 2, 3, 4);
	const { one, other, part } = sent({ one: { items }, other: { items }, part: items.subarray(1, 3) });
	expect(one.items).toBe(other.items);
	one.items[1] = 7;
	expect([...part]).toEqual([7, 3]);
	expect([...items]).toEqual([1, 2, 3, 4]);
});

test('an instance of a class that is not known is refused', () => {
	class Unknown {}
	expect(() => carried({ inside: new Unknown() })).toThrow('Unknown');
});
