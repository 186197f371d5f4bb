import { renameSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { append, followed, line, path, valueText, write } from './followed.ts';

describe('several files', () => {
	it('grow, each of them, and stay in their order', async () => {
		write(line(1), 'a');
		write(line(2), 'b');
		const files = await followed('a', 'b');
		const { source } = files;
		append(line(5), 'b');
		expect(await files.readOn()).toBe('grown');
		append(line(4) + line(6).slice(0, 30), 'a');
		expect(await files.readOn()).toBe('grown');
		const { trace } = files;
		expect(files.source).toBe(source);
		expect(trace.files).toMatchObject([
			{ name: 'a', firstEvent: 0, endEvent: 2 },
			{ name: 'b', firstEvent: 2, endEvent: 4 },
		]);
		expect([0, 1].map((event) => valueText(files, trace, event))).toEqual(['"value 1"', '"value 4"']);
		expect([2, 3].map((event) => valueText(files, trace, event, 1))).toEqual(['"value 2"', '"value 5"']);
		truncateSync(path('a'), 0);
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(2);
	});

	it('converted from another system are read anew as they grow', async () => {
		const converted = (i: number) => line(i).replace('}\n', `,"native":"rev ${i}"}\n`);
		write(line(1), 'a');
		write(line(2), 'b');
		const files = await followed('a', 'b');
		append(converted(4), 'a');
		for (const [count, name] of [
			[3, 'b'],
			[4, 'a'],
		] as const) {
			expect(await files.readOn()).toBe('grown');
			const { trace } = files;
			expect(trace.count).toBe(count);
			expect(trace.imported?.nativeOf(1)).toBe('rev 4');
			append(line(5), name);
		}
	});

	it('of another system are read anew as they grow', async () => {
		const op = (index: number) =>
			`{:type ${index % 2 ? ':ok' : ':invoke'}, :f :write, :process 0, :value ${index >> 1}, :index ${index}}\n`;
		write(op(0) + op(1), 'history.edn');
		const files = await followed('history.edn');
		const { count } = files.trace;
		append(op(2) + op(3), 'history.edn');
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.format).toBe('jepsen');
		expect(files.trace.count).toBeGreaterThan(count);
	});
});

describe('the format of a file that was empty', () => {
	const op = (index: number) =>
		`{:type ${index % 2 ? ':ok' : ':invoke'}, :f :write, :process 0, :value ${index >> 1}, :index ${index}}\n`;

	it('is told once there is something in it', async () => {
		write('\n');
		const files = await followed();
		expect(files.trace.format).toBe('native');
		append(op(0).slice(0, 5));
		await files.readOn();
		append(op(0).slice(5) + op(1));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.format).toBe('jepsen');
		expect(files.trace.count).toBeGreaterThan(0);
	});

	it('stays what it was while the file that took its place is empty', async () => {
		write(op(0) + op(1), 'history.edn');
		const files = await followed('history.edn');
		renameSync(path('history.edn'), path('a.1'));
		write('', 'history.edn');
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.format, files.trace.count]).toEqual(['jepsen', 0]);
		append(op(0) + op(1), 'history.edn');
		await files.readOn();
		expect(files.trace.format).toBe('jepsen');
		write(line(1) + line(2) + line(3) + line(4) + line(5), 'history.edn');
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.format, files.trace.count]).toEqual(['native', 5]);
	});
});
