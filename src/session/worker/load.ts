import { formatChoices } from '../../formats/table.ts';
import type { FormatChoice } from '../editorQueries.ts';
import { readFiles, type SoFar } from '../node/readFiles.ts';
import type { TraceView } from '../traceView.ts';
import type { Progress } from '../wire.ts';
import { FirstParts } from './firstParts.ts';
import { Job, type LoadRequest } from './job.ts';

/** What an analysis tells while it runs. */
export interface LoadListener {
	/** Told now and then. */
	progress?(progress: Progress): void;
	/** Which formats the files look like: told once their heads are read. */
	formats?(choices: FormatChoice[]): void;
	/**
	 * What has been read of large files is analysed, the rest is being read. Absent: it is not.
	 *
	 * @returns whether the view is kept: then its source stays open, however the reading ends
	 */
	part?(view: TraceView): boolean;
}

/**
 * Reads and analyses what is asked for. Views of parts and of the whole share one source, which is closed only where no view was
 * kept.
 *
 * @throws Cancelled once another revision is wanted
 */
export async function load(request: LoadRequest, listener: LoadListener = {}): Promise<TraceView> {
	const job = new Job(request, listener.progress);
	const parts = listener.part && new FirstParts();
	let isKept = false;
	const onProgress = (bytes: number, total: number | null, soFar: SoFar) => {
		job.onRead(bytes, total);
		if (!parts?.isDue(soFar.content, soFar.bytes, total)) return;
		const trace = soFar.snapshot();
		if (trace === null) return;
		const view = job.analyse(trace, soFar.source, { bytes: soFar.bytes, total, goesOn: true });
		if (!listener.part?.(view)) return;
		isKept = true;
		soFar.keepSource();
	};
	try {
		const { trace, source, partial } = await readFiles(request.inputs, {
			...request.reading,
			signal: job.wish.cancelled,
			stop: job.wish.stopped,
			onHeads: (heads) => listener.formats?.(formatChoices(heads)),
			onProgress,
		});
		try {
			return job.analyse(trace, source, partial);
		} catch (error) {
			if (!isKept) source.close();
			throw error;
		}
	} finally {
		job.end();
	}
}
