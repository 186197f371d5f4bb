import { renameSync, truncateSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../../src/session/node/readFiles.ts';
import { append, followed, line, path, valueText, write } from './followed.ts';

describe('a file that grows', () => {
	it('is read on, and its trace continues; what was taken of it before stays', async () => {
		write(line(1) + line(2));
		const files = await followed();
		const { trace: before, source } = files;
		expect(await files.readOn()).toBe('same');
		append(line(3) + line(4, 'other'));
		expect(await files.readOn()).toBe('grown');
		expect(files.source).toBe(source);
		const { trace } = files;
		expect([before.count, trace.count]).toEqual([2, 4]);
		expect([before.keys.find('other'), trace.keys.find('other')]).toEqual([-1, 1]);
		expect(Array.from(trace.line.subarray(0, 4))).toEqual([1, 2, 3, 4]);
		expect([0, 3].map((event) => valueText(files, trace, event))).toEqual(['"value 1"', '"value 4"']);
		expect(trace.files).toMatchObject([{ lines: 4, endEvent: 4 }]);
	});

	it('has its last line only once that is whole', async () => {
		write(line(1));
		const files = await followed();
		const [first, second] = [line(2).slice(0, 20), line(2).slice(20)];
		append(first);
		await files.readOn();
		expect([files.trace.count, files.trace.findings.count]).toEqual([1, 0]);
		append(second.slice(0, -1));
		await files.readOn();
		expect(files.trace.count).toBe(1);
		append('\n');
		await files.readOn();
		expect([files.trace.count, files.trace.findings.count]).toEqual([2, 0]);
	});

	it('fast is read to the same as at once', { timeout: 60_000 }, async () => {
		write('');
		const files = await followed();
		let written = 0;
		const writer = setInterval(() => {
			for (let i = 0; i < 200; i++) {
				const text = line(++written);
				const cut = written % text.length;
				append(text.slice(0, cut));
				append(text.slice(cut));
			}
		}, 1);
		while (written < 10_000) {
			await files.readOn();
			await new Promise((resolve) => setImmediate(resolve));
		}
		clearInterval(writer);
		await files.readOn();
		const { trace } = files;
		const { trace: whole, source } = await readFiles([{ name: 'a', path: path() }]);
		expect([trace.count, trace.findings.count]).toEqual([written, 0]);
		for (const column of ['op', 'line', 'offset', 'length', 'key', 'replica', 'valueStart'] as const)
			expect(trace[column].subarray(0, written)).toEqual(whole[column].subarray(0, written));
		source.close();
	});

	it('that is only touched is the same', async () => {
		write(line(1));
		const files = await followed();
		utimesSync(path(), 1000, 1000);
		expect(await files.readOn()).toBe('same');
		append(line(2));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(2);
	});
});

describe('a file that is another one', () => {
	it.each([
		['was truncated', () => truncateSync(path(), line(1).length), 1],
		['was written anew, shorter', () => write(line(9)), 1],
		['was written anew, just as long', () => write(line(7) + line(8) + line(9)), 3],
		['was written anew, longer', () => write(line(5) + line(6) + line(7) + line(8)), 4],
		[
			'was rotated',
			() => {
				renameSync(path(), path('a.1'));
				write(line(4) + line(5) + line(6) + line(7));
			},
			4,
		],
	])('since it %s is read from its start', async (_, change, events) => {
		write(line(1) + line(2) + line(3));
		utimesSync(path(), 1000, 1000);
		const files = await followed();
		change();
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(events);
		append(line(1, 'new'));
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(events + 1);
		expect(files.trace.keys.find('new')).toBe(1);
	});

	it.each([
		['short', 10, ''],
		['long', 20_000, ''],
		['short, that grows besides', 10, line(1, 'new')],
	])('since its midst was written over is read from its start: one that is %s', async (_, lines, more) => {
		const text = Array.from({ length: lines }, (_, i) => line(i)).join('');
		write(text);
		utimesSync(path(), 1000, 1000);
		const files = await followed();
		write(text.replace(line(lines / 2), line(lines / 2, 'K')) + more);
		expect(await files.readOn()).toBe('replaced');
		expect([files.trace.count, files.trace.keys.find('K')]).toEqual([lines + (more === '' ? 0 : 1), 1]);
	});

	it('has told all that was added to the one before', async () => {
		write(line(1));
		const files = await followed();
		append(line(2));
		renameSync(path(), path('a.1'));
		append(line(3), 'a.1');
		write(line(9), 'a.reptrace');
		expect(await files.readOn()).toBe('grown');
		expect(files.trace.count).toBe(3);
		expect(valueText(files, files.trace, 2)).toBe('"value 3"');
		append(line(4), 'a.1');
		expect(await files.readOn()).toBe('replaced');
		expect(valueText(files, files.trace, 0)).toBe('"value 9"');
	});

	it('may be gone for a while', async () => {
		write(line(1));
		const files = await followed();
		renameSync(path(), path('a.1'));
		expect(await files.readOn()).toBe('same');
		expect(valueText(files, files.trace, 0)).toBe('"value 1"');
		write(line(2) + line(3));
		expect(await files.readOn()).toBe('replaced');
		expect(files.trace.count).toBe(2);
	});
});
