import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

interface Sample {
	/** Milliseconds since the Unix epoch. */
	at: number;
	/** The longest block of the event loop since the sample before. */
	blockMs: number;
	/** The most that the thread worked between two turns of the event loop, in milliseconds of a processor. */
	workMs: number;
	/** Resident bytes of the extension host, its threads included. */
	rss: number;
	/** Resident bytes of the processes that it started. */
	workers: number;
	heapUsed: number;
}

/** What probe.cjs tells of the extension host of an editor that was launched with {@link launchOptions}. */
export class HostProbe {
	/** @param file where the probe writes */
	constructor(private readonly file: string) {}

	get launchOptions() {
		return {
			tests: inRoot('test', 'editor', 'limits', 'probe.cjs'),
			env: { REPLICATION_TRACE_PROBE: this.file },
		};
	}

	samples(from = 0, to = Number.POSITIVE_INFINITY): Sample[] {
		if (!existsSync(this.file)) return [];
		const all = JSON.parse(readFileSync(this.file, 'utf8')) as Sample[];
		return all.filter(({ at }) => at >= from && at <= to);
	}

	/** Resident memory now, in words. */
	memory(): string {
		const last = this.samples().at(-1);
		return last === undefined ? 'unknown' : inWords(last);
	}

	/** The most resident memory, in words, and the longest blocks in milliseconds, in a stretch of time. */
	worst(from: number, to = Date.now()): { peak: string; blockMs: number; workMs: number } {
		const samples = this.samples(from, to);
		const most = samples.reduce((a, b) => (b.rss + b.workers > a.rss + a.workers ? b : a));
		const longest = (name: 'blockMs' | 'workMs') =>
			Math.round(Math.max(...samples.map((sample) => sample[name])));
		return { peak: inWords(most), blockMs: longest('blockMs'), workMs: longest('workMs') };
	}
}

function inWords({ rss, workers }: Sample): string {
	const [host, below] = [rss, workers].map((bytes) => Math.round(bytes / 1e6)) as [number, number];
	return `${host + below} MB (${host} + ${below} in processes that it started)`;
}
