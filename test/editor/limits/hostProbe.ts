import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

interface Sample {
	/** Milliseconds since the Unix epoch. */
	at: number;
	/** The longest block of the event loop since the sample before. */
	blockMs: number;
	/** Resident bytes of the extension host, its workers included. */
	rss: number;
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

	/** Resident megabytes now. */
	memory(): number {
		return Math.round((this.samples().at(-1)?.rss ?? 0) / 1e6);
	}

	/** The most resident megabytes, and the longest block in milliseconds, in a stretch of time. */
	worst(from: number, to = Date.now()): { peakMB: number; blockMs: number } {
		const samples = this.samples(from, to);
		return {
			peakMB: Math.round(Math.max(...samples.map(({ rss }) => rss)) / 1e6),
			blockMs: Math.round(Math.max(...samples.map(({ blockMs }) => blockMs))),
		};
	}
}
