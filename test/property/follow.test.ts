import {
	appendFileSync,
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	truncateSync,
	utimesSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { isResolved, membersOf } from '../../src/analysis/conflicts.ts';
import { ConflictNews } from '../../src/report/news/conflictNews.ts';
import { placeOf, placeText, type Shown } from '../../src/report/shown.ts';
import { FollowedFiles } from '../../src/session/node/followedFiles.ts';
import { readFiles } from '../../src/session/node/readFiles.ts';
import type { Trace, TraceBuilder } from '../../src/trace/trace.ts';
import { contentOf } from '../support/traceContent.ts';
import { arbTrace } from './arbitraries/index.ts';

const RUNS = Number(process.env.FC_RUNS ?? 300) / 2;

/** What lies between the bytes that are compared at each look, and means nothing. */
const BLANK = `${' '.repeat(20_000)}\n`;

let folder: string;
let runs = 0;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'replication-trace-follow-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What becomes of a file: it has a share of what it is to hold, by one way or another. */
interface Step {
	file: number;
	what: 'append' | 'truncate' | 'rotate' | 'replace' | 'write over' | 'recreate';
	share: number;
	looks: boolean;
}

const arbSchedule = fc.array(
	fc.record<Step>({
		file: fc.nat(2),
		what: fc.oneof(
			{ weight: 6, arbitrary: fc.constant<Step['what']>('append') },
			{
				weight: 2,
				arbitrary: fc.constantFrom<Step['what'][]>('truncate', 'rotate', 'replace', 'write over', 'recreate'),
			},
		),
		share: fc.nat(100).map((percent) => percent / 100),
		looks: fc.boolean(),
	}),
	{ maxLength: 16 },
);

/** Files that get what they are to hold step by step, each step at a time of its own. */
class GrowingFiles {
	readonly paths: string[];
	private readonly wanted: Buffer[];
	private time = 1000;

	constructor(texts: readonly string[]) {
		const place = join(folder, `${++runs}`);
		mkdirSync(place);
		this.wanted = texts.map((text) => Buffer.from(text.endsWith('\n') ? text : `${text}\n`));
		this.paths = texts.map((_, i) => join(place, `n${i}.reptrace`));
		for (const path of this.paths) writeFileSync(path, '');
		for (const path of this.paths) this.touch(path);
	}

	step({ file, what, share }: Step): void {
		const path = this.paths[file % this.paths.length] as string;
		const wanted = this.wanted[file % this.paths.length] as Buffer;
		const has = readFileSync(path).length;
		const upTo = Math.floor(share * wanted.length);
		if (what === 'append')
			appendFileSync(path, wanted.subarray(has, has + Math.ceil(share * (wanted.length - has))));
		else if (what === 'truncate') truncateSync(path, Math.floor(share * has));
		else if (what === 'write over') this.writeOver(path, Math.floor(share * (has - 1)));
		else {
			const fresh = what === 'replace' ? wanted.subarray(0, has) : wanted.subarray(0, upTo);
			if (what === 'rotate') renameSync(path, `${path}.1`);
			if (what === 'recreate') rmSync(path);
			writeFileSync(`${path}.new`, fresh);
			renameSync(`${path}.new`, path);
		}
		this.touch(path);
	}

	/** Each has all that it is to hold. */
	finish(): void {
		for (const [i, path] of this.paths.entries()) {
			const wanted = this.wanted[i] as Buffer;
			const has = readFileSync(path);
			if (has.equals(wanted.subarray(0, has.length))) appendFileSync(path, wanted.subarray(has.length));
			else writeFileSync(path, wanted);
			this.touch(path);
		}
	}

	/** A byte becomes another one, and everything else stays. */
	private writeOver(path: string, at: number): void {
		if (at < 0) return;
		const descriptor = openSync(path, 'r+');
		writeSync(descriptor, '~', at);
		closeSync(descriptor);
	}

	/** Clocks of file systems are too coarse for what is done here within a millisecond. */
	private touch(path: string): void {
		this.time++;
		utimesSync(path, this.time, this.time);
	}
}

const shownOf = (files: { trace: Trace; source: Shown['source'] }): Shown => ({
	analysis: analyse(files.trace, {}),
	source: files.source,
});

/** Every conflict, by its versions' places, and whether it is resolved. */
function conflictsOf({ analysis }: Shown, wanted?: number): [string, boolean][] {
	const { trace, versions, conflicts } = analysis;
	const all = wanted === undefined ? Array.from({ length: conflicts.count }, (_, i) => i) : [wanted];
	return all.map((conflict) => {
		const places = Array.from(membersOf(conflicts, conflict), (version) => {
			const event = versions.event[version] as number;
			return `${placeText(trace, placeOf(trace, event))} ${trace.keys.text(trace.key[event] as number)}`;
		});
		return [JSON.stringify(places.sort()), isResolved(conflicts, conflict)];
	});
}

/** What somebody knows who has read all lines of news and nothing else. */
class Reader {
	readonly conflicts = new Map<string, boolean>();
	private news = new ConflictNews();

	read(shown: Shown, startedOver: boolean): void {
		if (startedOver) {
			this.conflicts.clear();
			this.news.restart();
		}
		const { trace } = shown.analysis;
		for (const one of this.news.update(shown)) {
			const places =
				one.what === 'gone'
					? one.events.map((event) => `${placeText(trace, placeOf(trace, event))} ${one.key}`)
					: JSON.parse((conflictsOf(shown, one.conflict)[0] as [string, boolean])[0]);
			const before = [...this.conflicts.keys()].filter((known) =>
				JSON.parse(known).some((place: string) => places.includes(place)),
			);
			expect([one.what, before.length > 0]).toEqual([one.what, one.what !== 'new']);
			for (const known of before) this.conflicts.delete(known);
			if (one.what !== 'gone')
				this.conflicts.set(...(conflictsOf(shown, one.conflict)[0] as [string, boolean]));
		}
	}
}

test('files that grow, and are truncated, rotated and written over, tell what they hold in the end, each conflict once', {
	timeout: 3_600_000,
}, async () => {
	await fc.assert(
		fc.asyncProperty(
			arbTrace({ maxLines: 40 }),
			arbSchedule,
			fc.boolean(),
			async ({ files }, schedule, isLong) => {
				const growing = new GrowingFiles(files.map(({ text }) => (isLong ? BLANK + text : text)));
				const inputs = growing.paths.map((path, i) => ({ name: `n${i}`, path }));
				const followed = await FollowedFiles.open(inputs, { from: 'native' });
				const reader = new Reader();
				const look = async () => {
					const what = await followed.readOn();
					if (what !== 'same') reader.read(shownOf(followed), what === 'replaced');
					return what;
				};
				try {
					reader.read(shownOf(followed), false);
					for (const step of schedule) {
						growing.step(step);
						if (step.looks) await look();
					}
					growing.finish();
					// What was added to a file that was moved away is told before what stands in its place.
					await look();
					await look();
					expect(await look()).toBe('same');
					const atOnce = await readFiles(inputs, { from: 'native' });
					expect(contentOf(followed.trace as TraceBuilder)).toEqual(contentOf(atOnce.trace as TraceBuilder));
					expect([...reader.conflicts].sort()).toEqual(conflictsOf(shownOf(atOnce)).sort());
					atOnce.source.close();
				} finally {
					followed.close();
				}
			},
		),
		{ numRuns: RUNS },
	);
});
