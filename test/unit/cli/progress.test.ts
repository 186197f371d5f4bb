import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../../src/cli/progress.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
	vi.useRealTimers();
});

function stream(isTTY: boolean) {
	const written: string[] = [];
	const write = (text: string) => written.push(text);
	return { written, stream: { isTTY, write } as unknown as NodeJS.WriteStream };
}

test('is shown on a terminal once half a second has gone by, not too often, and goes away', () => {
	const { written, stream: terminal } = stream(true);
	const progress = new Progress(terminal);
	progress.update('Reading', 0.1);
	vi.advanceTimersByTime(499);
	progress.update('Reading', 0.2);
	expect(written).toEqual([]);
	vi.advanceTimersByTime(2);
	progress.update('Reading', 0.256);
	progress.update('Reading', 0.3);
	vi.advanceTimersByTime(200);
	progress.update('Reading, 3 MB', null);
	progress.end();
	progress.end();
	expect(written).toEqual(['\r\u001b[KReading 25 %', '\r\u001b[KReading, 3 MB', '\r\u001b[K']);
});

test('is not shown where nobody looks', () => {
	const { written, stream: file } = stream(false);
	const progress = new Progress(file);
	vi.advanceTimersByTime(5000);
	progress.update('Reading', 0.5);
	progress.end();
	expect(written).toEqual([]);
});
