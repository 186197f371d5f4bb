import { analyse } from '../../analysis/analyse.ts';
import type { PartRead } from '../../report/shown.ts';
import type { Trace } from '../../trace/trace.ts';
import type { FilesSource } from '../bytes.ts';
import { TraceView } from '../traceView.ts';
import type { AnalyseRequest, Progress } from '../wire.ts';
import { Wish } from './wish.ts';

/** What to analyse; without `wishes` to its end. */
export type LoadRequest = Omit<AnalyseRequest, 'type' | 'revision'> &
	Partial<Pick<AnalyseRequest, 'revision'>> & { wishes?: Int32Array };

/** Milliseconds between two messages on the progress. */
const INTERVAL = 50;
const MB = 1e6;

/** One request on its way: looks whether it is still wanted, and tells now and then how far it is. */
export class Job {
	readonly wish: Wish;
	private told = performance.now();

	constructor(
		private readonly request: LoadRequest,
		private readonly progress: ((progress: Progress) => void) | undefined,
	) {
		this.wish = new Wish(request.wishes, request.revision ?? 0);
	}

	/** So many bytes have been read. @throws Cancelled once another revision is wanted */
	onRead(bytes: number, total: number | null): void {
		this.tell(() => ({
			done: total === null || total === 0 ? 0 : Math.min(1, bytes / total),
			label: readingLabel(bytes, total),
			bytes: { read: bytes, total },
		}));
	}

	/**
	 * Analyses as it is asked for.
	 *
	 * @param quietly without telling how far it is
	 * @throws Cancelled once another revision is wanted
	 */
	analyse(trace: Trace, source: FilesSource, partial: PartRead | null, quietly = false): TraceView {
		const { causality, facts } = this.request;
		const analysis = analyse(trace, {
			causality,
			...(facts?.homes && { homes: facts.homes }),
			...(facts?.hlcDrift !== undefined && { hlcDriftMs: facts.hlcDrift }),
			onProgress: (done) => {
				if (quietly) this.wish.check();
				else
					this.tell(() => ({ done, label: partial?.goesOn ? 'Analysing what has been read' : 'Analysing' }));
			},
		});
		return new TraceView(analysis, source, facts?.clocks, partial);
	}

	/** Nobody looks any more. */
	end(): void {
		this.wish.end();
	}

	private tell(progress: () => Progress): void {
		this.wish.check();
		const now = performance.now();
		if (now - this.told < INTERVAL) return;
		this.told = now;
		this.progress?.(progress());
	}
}

function readingLabel(bytes: number, total: number | null): string {
	const of = total === null ? '' : ` of ${(total / MB).toFixed(1)}`;
	return `Reading ${(bytes / MB).toFixed(1)}${of} MB`;
}
