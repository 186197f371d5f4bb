import { analyse } from '../../analysis/analyse.ts';
import { formatChoices } from '../../formats/table.ts';
import type { PartRead } from '../../report/shown.ts';
import type { Trace } from '../../trace/trace.ts';
import type { FilesSource } from '../bytes.ts';
import type { FormatChoice } from '../editorQueries.ts';
import { readFiles, type SoFar } from '../node/readFiles.ts';
import { TraceView } from '../traceView.ts';
import type { AnalyseRequest, Progress } from '../wire.ts';
import { FirstParts } from './firstParts.ts';
import { Wish } from './wish.ts';

/** What to analyse; without `wanted` to its end. */
export type LoadRequest = Omit<AnalyseRequest, 'type' | 'revision' | 'wanted'> &
	Partial<Pick<AnalyseRequest, 'revision' | 'wanted'>>;

/** What an analysis tells while it runs. */
export interface LoadListener {
	/** Told now and then. */
	progress?(progress: Progress): void;
	/** Which formats the files look like: told once their heads are read. */
	formats?(choices: FormatChoice[]): void;
	/** What has been read of large files is analysed, the rest is being read. Absent: it is not. */
	part?(view: TraceView): void;
}

/** Reading takes about this share of the time. */
const READING = 0.6;
/** Milliseconds between two messages on the progress. */
const INTERVAL = 50;
const MB = 1e6;

/**
 * Reads and analyses what is asked for. Views of parts and of the whole share one source, which is closed only where no view was
 * given.
 *
 * @throws Cancelled once another revision is wanted
 */
export async function load(request: LoadRequest, listener: LoadListener = {}): Promise<TraceView> {
	const wish = new Wish(request.wanted, request.revision ?? 0);
	let told = performance.now();
	const tell = (progress: () => Progress) => {
		wish.check();
		const now = performance.now();
		if (now - told < INTERVAL) return;
		told = now;
		listener.progress?.(progress());
	};
	const view = (trace: Trace, source: FilesSource, partial: PartRead | null, isLast: boolean) => {
		const { causality, facts } = request;
		const analysis = analyse(trace, {
			causality,
			...(facts?.homes && { homes: facts.homes }),
			...(facts?.hlcDrift !== undefined && { hlcDriftMs: facts.hlcDrift }),
			onProgress: (done) => {
				if (isLast) tell(() => ({ done: READING + done * (1 - READING), label: 'Analysing' }));
				else wish.check();
			},
		});
		return new TraceView(analysis, source, facts?.clocks, partial);
	};
	const parts = listener.part && new FirstParts();
	let given = false;
	const onProgress = (bytes: number, total: number | null, soFar: SoFar) => {
		tell(() => ({
			done: total === null || total === 0 ? 0 : (bytes / total) * READING,
			label: readingLabel(bytes, total),
			bytes: { read: bytes, total },
		}));
		if (!parts?.isDue(soFar.content, bytes, total)) return;
		const trace = soFar.snapshot();
		if (trace === null) return;
		listener.part?.(view(trace, soFar.source, { bytes, total, goesOn: true }, false));
		given = true;
	};
	try {
		const { trace, source, partial } = await readFiles(request.inputs, {
			...request.reading,
			signal: wish.cancelled,
			stop: wish.stopped,
			onHeads: (heads) => listener.formats?.(formatChoices(heads)),
			onProgress,
		});
		try {
			return view(trace, source, partial, true);
		} catch (error) {
			if (!given) source.close();
			throw error;
		}
	} finally {
		wish.end();
	}
}

function readingLabel(bytes: number, total: number | null): string {
	const of = total === null ? '' : ` of ${(total / MB).toFixed(1)}`;
	return `Reading ${(bytes / MB).toFixed(1)}${of} MB`;
}
