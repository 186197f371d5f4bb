import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { follow } from '../../../../src/session/node/follow.ts';
import { FollowedFiles } from '../../../../src/session/node/followedFiles.ts';
import { UnreadableInput } from '../../../../src/session/node/unreadable.ts';
import { append, followed, line, path, write } from './followed.ts';

it('what is compressed, or no file, cannot be followed', async () => {
	writeFileSync(path('a.gz'), gzipSync(line(1)));
	await expect(followed('a.gz')).rejects.toThrow(
		'cannot read a.gz: it is compressed (gzip) and cannot be followed',
	);
	await expect(FollowedFiles.open([{ name: 'x', bytes: new TextEncoder().encode(line(1)) }])).rejects.toThrow(
		'cannot read x: it is no file and cannot be followed',
	);
});

it('trouble with the file system is told, and is over once it is', async () => {
	write(line(1));
	const files = await followed();
	renameSync(path(), path('a.1'));
	symlinkSync(path(), path());
	await expect(files.readOn()).rejects.toThrow(UnreadableInput);
	rmSync(path());
	renameSync(path('a.1'), path());
	append(line(2));
	expect(await files.readOn()).toBe('grown');
	expect(files.trace.count).toBe(2);
});

it.skipIf(process.platform === 'win32')('a pipe that nobody writes to is refused', async () => {
	execFileSync('mkfifo', [path()]);
	await expect(followed()).rejects.toThrow('cannot read a.reptrace: it is no file and cannot be followed');
});

it('following analyses when something was added, rests between, and tells trouble once', async () => {
	write(line(1));
	const files = await followed();
	const ending = new AbortController();
	const seen: [string, number][] = [];
	const began: number[] = [];
	const done = follow(
		files,
		async (what) => {
			began.push(performance.now());
			seen.push([what, files.trace.count]);
			if (seen.length === 1) append(line(2));
			if (seen.length === 2) write(line(3));
			if (seen.length === 3) ending.abort();
			await new Promise((resolve) => setTimeout(resolve, 150));
		},
		{ signal: ending.signal },
	);
	await done;
	expect(seen).toEqual([
		['first', 1],
		['grown', 2],
		['replaced', 1],
	]);
	for (const [i, at] of began.entries())
		if (i > 0) expect(at - (began[i - 1] as number)).toBeGreaterThan(440);
});
