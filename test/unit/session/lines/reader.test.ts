import { expect, it } from 'vitest';
import { fileOf } from './files.ts';
import { ReaderUnderTest } from './readerUnderTest.ts';

const file = new ReaderUnderTest();

it('tells lines by their numbers, however far from each other they are', async () => {
	const lines = Array.from({ length: 5000 }, (_, i) =>
		i % 1000 === 7 ? 'x'.repeat(100_000) : `line ${i + 1}`,
	);
	await file.open(`${lines.join('\n')}\n`);
	expect(file.reader.state).toMatchObject({ lines: 5000, exact: true });
	for (const from of [1, 2, 8, 9, 1008, 1009, 1024, 1025, 2500, 4008, 5000]) {
		const window = file.ask('lines', { from, count: 3, anchor: null });
		expect(window).toMatchObject({ from, exact: true });
		const shown = window.lines.map(({ text, more }) => [text, text.length + more]);
		expect(shown).toEqual(lines.slice(from - 1, from + 2).map((line) => [line.slice(0, 4000), line.length]));
		expect(file.ask('locate', { offset: window.offset })).toBe(from);
	}
	expect(file.texts(5001, 3)).toEqual([]);
});

it('knows byte order marks, CRLF, characters of several bytes, bytes that are none, and a last line without an end', async () => {
	await file.open(
		Buffer.concat([
			Buffer.from('\ufeffa\r\nä€😀b\r\n'),
			Buffer.from([0x41, 0xff, 0x42, 0x0a]),
			// A lone surrogate, as JSON escapes produce it.
			Buffer.from([0xed, 0xa0, 0x80, 0x0a]),
			Buffer.from('\n\nlast'),
		]),
	);
	expect(file.texts(1, 9)).toEqual(['a', 'ä€😀b', 'A\ufffdB', '\ud800', '', '', 'last']);
	expect(file.reader.state.lines).toBe(7);
});

it('has no lines of an empty file', async () => {
	await file.open('');
	expect(file.reader.state).toMatchObject({ lines: 0, exact: true });
	expect(file.texts(1, 5)).toEqual([]);
});

it('shows places that are not indexed yet, numbered on from what is known', () => {
	const lines = Array.from({ length: 20_000 }, (_, i) => `this is line ${i + 1} of the file`);
	file.start({ path: fileOf(lines.join('\n')) }, () => {});
	const guess = file.ask('lines', { from: 3000, count: 5, anchor: null });
	expect(guess.exact).toBe(false);
	const first = lines.indexOf(guess.lines[0]?.text as string);
	expect(first).toBeGreaterThan(0);
	const anchor = { line: guess.from, offset: guess.offset };
	for (const distance of [-20, -1, 0, 2, 300]) {
		const near = file.ask('lines', { from: guess.from + distance, count: 2, anchor });
		expect(near.from).toBe(guess.from + distance);
		expect(near.lines.map(({ text }) => text)).toEqual(lines.slice(first + distance, first + distance + 2));
	}
});

it.each(['', '\n'])(
	'ends with the last line while lines are still counted, whatever the guess (%j)',
	(end) => {
		// The first lines are ten times as long as those that follow, or the other way round.
		for (const [first, then] of [
			[300, 20],
			[20, 300],
		] as const) {
			const lines = Array.from(
				{ length: 60_000 },
				(_, i) => `${i + 1} ${'x'.repeat(i < 30_000 ? first : then)}`,
			);
			file.start({ path: fileOf(`${lines.join('\n')}${end}`) }, () => {});
			void file.reader.run();
			const { lines: guess, exact } = file.reader.state;
			expect(exact).toBe(false);
			const from = guess - 50;
			const last = file.ask('lines', { from, count: 128, anchor: null });
			expect(last).toMatchObject({ from, exact: false });
			expect(last.lines.map(({ text }) => text)).toEqual(lines.slice(-51));
			const anchor = { line: last.from, offset: last.offset };
			const before = file.ask('lines', { from: from - 128, count: 128, anchor });
			expect(before.lines.map(({ text }) => text)).toEqual(lines.slice(-51 - 128, -51));
			// Numbered on from a guess that has fewer lines behind it than it should.
			const near = { line: guess - 1000, offset: last.offset };
			const beyond = file.ask('lines', { from: guess - 500, count: 128, anchor: near });
			expect(beyond.lines.map(({ text }) => text)).toEqual(lines.slice(-501, -501 + 128));
		}
	},
);

it('has one guess until it knows how many lines there are', async () => {
	const told = new Set<number>();
	const lines = Array.from({ length: 150_000 }, (_, i) => 'x'.repeat(i < 75_000 ? 60 : 150));
	file.start({ path: fileOf(lines.join('\n')) }, ({ lines, exact }) => exact || told.add(lines));
	const running = file.reader.run();
	for (let i = 0; i < 200 && !file.reader.state.exact; i++) {
		if (file.reader.state.indexed > 5 << 20) told.add(file.reader.state.lines);
		await new Promise((resolve) => setImmediate(resolve));
	}
	await running;
	expect(told.size).toBe(1);
	expect(file.reader.state).toMatchObject({ lines: 150_000, exact: true });
});
